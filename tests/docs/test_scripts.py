"""The README's two scripts, run as printed against a running panel with the stock clients."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.readme import CHECKOUT, code
from tests.fixtures.chromium import node
from tests.fixtures.cli import PanelCommand
from tests.fixtures.server import PanelServer

PRINTED = re.compile(r"^\d{4}-\d\d-\d\dT\S+Z 0 connections (0|null|None) bit/s$")
TICKS = 2


def _watch(command: list[str], server: PanelServer, token: str) -> list[str]:
    """Return the script's first lines, then end it."""
    with subprocess.Popen(
        [*command, server.url, token], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as script:
        assert script.stdout is not None
        lines = [script.stdout.readline().strip() for _ in range(TICKS)]
        script.kill()
    return lines


@pytest.fixture
def token(server: PanelServer, panel_cli: PanelCommand) -> str:
    created = panel_cli("token", "create", "reader", "--role", "viewer")
    found = re.search(r"ptk_\S+", created.stdout)
    assert found is not None, created.stderr
    return found[0]


def test_python(server: PanelServer, token: str, tmp_path: Path) -> None:
    script = tmp_path / "watch.py"
    script.write_text(code("python"))
    lines = _watch([sys.executable, str(script)], server, token)
    assert [line for line in lines if not PRINTED.match(line)] == []


def test_node(server: PanelServer, token: str, tmp_path: Path) -> None:
    (tmp_path / "node_modules").symlink_to(CHECKOUT / "frontend/node_modules")
    script = tmp_path / "watch.mjs"
    script.write_text(code("js"))
    lines = _watch([str(node()), str(script)], server, token)
    assert [line for line in lines if not PRINTED.match(line)] == []


def test_a_wrong_token_is_named(server: PanelServer, tmp_path: Path) -> None:
    (tmp_path / "node_modules").symlink_to(CHECKOUT / "frontend/node_modules")
    script = tmp_path / "watch.mjs"
    script.write_text(code("js"))
    assert _watch([str(node()), str(script)], server, "ptk_wrong")[0] == "unauthorized"
