"""The servers that are compared, each started with nobody connected."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.wire.emitting import PAGES
from tests.bench.wire.processes import part

HERE = Path(__file__).parent
PINNED = HERE / "node-package"
FETCHED = Path(__file__).parents[3] / ".tools/bench"
OURS, RAW, LIBRARY, NODE = "panel", "raw protocol", "python-socketio", "Node socket.io"


@dataclass(frozen=True, slots=True)
class Contender:
    """`command` starts it; where `missing` is not None it cannot be started, and this is why."""

    name: str
    command: Sequence[str]
    missing: str | None = None


def contenders(folder: Path) -> list[Contender]:
    """Return all of them; what they need is put into `folder`, which has to last as long as they."""
    return [
        Contender(OURS, part("panel_server")),
        Contender(RAW, part("raw_server")),
        Contender(LIBRARY, part("library_server")),
        _node(folder),
    ]


def _node(folder: Path) -> Contender:
    program = shutil.which("node")
    if program is None:
        return Contender(NODE, (), "node is not on PATH")
    pages = folder / "pages.json"
    pages.write_text(json.dumps(PAGES))
    missing = _fetch_packages()
    return Contender(NODE, (program, str(HERE / "node_server.mjs"), str(FETCHED), str(pages)), missing)


def _fetch_packages() -> str | None:
    """Install the pinned packages beside the checkout's other tools; return why that failed."""
    pinned = (PINNED / "package-lock.json").read_bytes()
    installed = FETCHED / "package-lock.json"
    if installed.exists() and installed.read_bytes() == pinned and (FETCHED / "node_modules").exists():
        return None
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not on PATH"
    FETCHED.mkdir(parents=True, exist_ok=True)
    shutil.copytree(PINNED, FETCHED, dirs_exist_ok=True)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=FETCHED, capture_output=True, text=True, check=False)
    return None if done.returncode == 0 else f"npm could not install it: {done.stderr.strip()[-80:]}"
