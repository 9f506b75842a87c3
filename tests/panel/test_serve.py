"""Starting and not starting: ports, data directories and databases, as the person at the terminal sees it."""

import socket
from collections.abc import Callable
from pathlib import Path

import aiohttp
import pytest

from panel.serve import ServeError, serve
from panel.settings import load_settings
from panel.signals import Departure
from tests.fixtures.cli import PanelCommand
from tests.fixtures.server import StartServer

PANEL_PATHS = ("/", "/login", "/healthz", "/readyz", "/api/v1/dashboard", "/api/v1/login", "/socket.io/?EIO=4")
PLAYER_PATH = "/live/nobody/nothing/1.ts"


async def status_of(url: str) -> int:
    async with aiohttp.ClientSession() as http, http.get(url) as answer:
        return answer.status


async def test_players_have_their_port_to_themselves(start_panel: StartServer, free_port: Callable[[], int]) -> None:
    port = free_port()
    panel = start_panel(env={"PANEL_PLAYER_PORT": str(port)})
    players = f"http://127.0.0.1:{port}"
    assert await status_of(players + PLAYER_PATH) == 403
    assert {path: await status_of(players + path) for path in PANEL_PATHS} == dict.fromkeys(PANEL_PATHS, 404)
    assert await status_of(panel.url + "/healthz") == 200
    assert await status_of(panel.url + PLAYER_PATH) == 404


async def test_without_one_players_use_the_panels_port(start_panel: StartServer) -> None:
    panel = start_panel()
    assert await status_of(panel.url + PLAYER_PATH) == 403
    assert await status_of(panel.url + "/") == 200


def test_a_taken_port_is_one_clear_line(panel_cli: PanelCommand) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = panel_cli("serve", "--port", str(port))
    assert ended.returncode == 1
    assert ended.stdout == ""
    (line,) = ended.stderr.splitlines()
    assert f"port {port}" in line


def test_a_file_that_is_no_database_is_one_clear_line(panel_cli: PanelCommand, data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / "panel.db").write_bytes(b"this is a shopping list, not a database" * 100)
    ended = panel_cli("serve", "--port", "0")
    assert ended.returncode == 1
    (line,) = ended.stderr.splitlines()
    assert "panel.db" in line
    assert (data_dir / "panel.db").read_bytes().startswith(b"this is a shopping list")


def test_an_unknown_setting_is_one_clear_line(panel_cli: PanelCommand) -> None:
    ended = panel_cli("serve", "--port", "0", env={"PANEL_SAMPLE_INTERVALL_S": "5"})
    assert ended.returncode == 2
    (line,) = ended.stderr.splitlines()
    assert "PANEL_SAMPLE_INTERVALL_S" in line


async def test_a_listener_that_failed_leaves_the_others_closed(tmp_path: Path, free_port: Callable[[], int]) -> None:
    tmp_path.chmod(0o700)
    first = free_port()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = load_settings(tmp_path, player_port=taken.getsockname()[1])
        with pytest.raises(ServeError, match="cannot listen"):
            await serve(settings, "127.0.0.1", first, lambda _line: None, Departure())
    with socket.create_server(("127.0.0.1", first)):
        pass
