"""A real server: players' port of their own, and a log without secrets."""

import urllib.error
import urllib.request
from collections.abc import Callable

from tests.fixtures.cli import PanelCommand
from tests.fixtures.server import StartServer

CANARY = "c4n4ry-pass"
PLAYER_PATHS = ("/player_api.php", "/panel_api.php", "/get.php", "/xmltv.php", "/epg.php")


def status_of(url: str, data: bytes | None = None) -> int:
    try:
        with urllib.request.urlopen(url, data, timeout=10) as answer:
            answer.read()
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        refused.close()
        return refused.code


def test_players_have_a_port_of_their_own(
    start_panel: StartServer, panel_cli: PanelCommand, free_port: Callable[[], int]
) -> None:
    port = free_port()
    server = start_panel(env={"PANEL_PLAYER_PORT": str(port), "PANEL_LOG_LEVEL": "debug"})
    added = panel_cli("line", "add", "alice", "--password", CANARY)
    assert added.returncode == 0, added.stderr
    films = ("Film", "http://192.0.2.1/f.mp4", "--type", "movie")
    assert panel_cli("stream", "add", *films, env={"PANEL_ALLOW_PRIVATE_SOURCES": "true"}).returncode == 0
    players, credentials = f"http://127.0.0.1:{port}", f"username=alice&password={CANARY}"
    for path in PLAYER_PATHS:
        assert status_of(f"{players}{path}?{credentials}") == 200
        assert status_of(f"{players}{path}", credentials.encode()) == 200
        assert status_of(f"{server.url}{path}?{credentials}") == 404
    assert status_of(f"{players}/movie/alice/{CANARY}/1.mp4") == 503
    assert status_of(f"{players}/movie/alice/{CANARY}x/1.mp4") == 403
    assert status_of(f"{players}/get.php?username=alice&password={CANARY}x") == 403
    assert status_of(f"{players}/player_api.php", b"a=" + b"x" * 200_000) == 413
    assert status_of(f"{players}/api/v1/login") == 404
    assert server.stop() == 0
    assert CANARY not in server.output
    assert "192.0.2.1" not in server.output
