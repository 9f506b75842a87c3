"""Commands beside a running server, which follows them, and commands that ask it."""

import csv
import io
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable

import pytest

from tests.fixtures.cli import PanelCommand
from tests.fixtures.server import PanelServer

FOLLOW_DEADLINE_S = 15.0


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + FOLLOW_DEADLINE_S
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def get(server: PanelServer, path: str, token: str) -> dict[str, object]:
    request = urllib.request.Request(server.url + path, headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        found = json.load(answer)
    assert isinstance(found, dict)
    return found


def status_of(server: PanelServer, token: str) -> int:
    try:
        get(server, "/api/v1/me", token)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code
    return 200


@pytest.fixture
def token(server: PanelServer, panel_cli: PanelCommand) -> str:
    """A token that a running server knows."""
    return panel_cli("token", "create", "script", "--role", "admin").stdout.strip()


def test_a_running_server_follows(server: PanelServer, panel_cli: PanelCommand, token: str) -> None:
    assert status_of(server, token) == 200
    panel_cli("stream", "add", "News", "http://e.example.invalid/1", "--on-demand")

    def statuses() -> list[object]:
        listed = get(server, "/api/v1/streams", token)["items"]
        assert isinstance(listed, list)
        return [(item["name"], item["status"], item["enabled"]) for item in listed]

    # Nobody watches, but its source is looked at, and has a name that nobody knows.
    wait_until(lambda: statuses() == [("News", "offline", True)])
    assert panel_cli("stream", "stop", "1").stdout == "stopped\n"
    wait_until(lambda: statuses() == [("News", "stopped", False)])
    assert panel_cli("stream", "start", "1").stdout == "unknown\n"
    wait_until(lambda: statuses() == [("News", "offline", True)])
    assert panel_cli("stream", "restart", "1").stdout == "starting\n"
    wait_until(lambda: statuses() == [("News", "offline", True)])
    activity = get(server, "/api/v1/activity?search=command+line", token)["items"]
    assert isinstance(activity, list)
    kinds = {entry["kind"] for entry in activity}
    assert {"stream.created", "stream.stopped", "stream.started", "stream.restarted"} <= kinds

    panel_cli("token", "revoke", "1")
    wait_until(lambda: status_of(server, token) == 401)


def test_snapshots_in_every_format(server: PanelServer, panel_cli: PanelCommand, token: str) -> None:
    for name in ("News", "=SUM(A1)"):
        panel_cli("stream", "add", name, f"http://e.example.invalid/{len(name)}", "--on-demand")

    def ask(subject: str, output: str = "json") -> str:
        ended = panel_cli(
            "snapshot", subject, "--url", server.url, "--token-file", "-", "--format", output, stdin=token
        )
        assert (ended.returncode, ended.stderr) == (0, "")
        return ended.stdout

    wait_until(lambda: len(json.loads(ask("streams"))["streams"]) == 2)
    assert json.loads(ask("dashboard"))["totalStreams"] == 2
    assert set(json.loads(ask("connections"))) == {"rows", "page"}
    assert "perStream" in json.loads(ask("bandwidth"))
    rows = list(csv.DictReader(io.StringIO(ask("streams", "csv"))))
    assert {row["streamName"] for row in rows} == {"News", "'=SUM(A1)"}
    assert {json.loads(line)["streamName"] for line in ask("streams", "ndjson").splitlines()} == {"News", "=SUM(A1)"}
    assert ask("streams", "table").splitlines()[0].startswith("STREAMID")
    assert json.loads(ask("dashboard", "ndjson"))["totalStreams"] == 2


def test_a_token_the_server_does_not_know(server: PanelServer, panel_cli: PanelCommand) -> None:
    ended = panel_cli("snapshot", "dashboard", "--url", server.url, "--token", "ptk_canary")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "panel: the server does not know this token\n"
