"""Real viewers of real streams."""

import http.client
import json
import threading
from urllib.parse import urlsplit

from tests.fixtures.cli import PanelCommand
from tests.fixtures.server import PanelServer

READ_BYTES = 65536
READ_DEADLINE_S = 10.0
PASSWORD = "secret"  # the lines' own, of this test alone


class Viewer:
    """A player that reads a stream as fast as it comes, until it is told to leave."""

    def __init__(self, server: PanelServer, username: str, stream_id: int, user_agent: str) -> None:
        address = urlsplit(server.url)
        self._connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=READ_DEADLINE_S)
        self._connection.request(
            "GET", f"/live/{username}/{PASSWORD}/{stream_id}.ts", headers={"User-Agent": user_agent}
        )
        self._response = self._connection.getresponse()
        assert self._response.status == 200, self._response.status
        self._leaving = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._leaving.is_set() and self._response.read1(READ_BYTES):
            pass
        self._connection.close()

    def leave(self) -> None:
        self._leaving.set()
        self._thread.join(READ_DEADLINE_S)


class Audience:
    """Makes the lines and streams of one panel, and sends viewers to them; all leave at the end."""

    def __init__(self, server: PanelServer, command: PanelCommand) -> None:
        self._server = server
        self._command = command
        self._viewers: list[Viewer] = []

    def add_stream(self, name: str, url: str) -> int:
        return int(self._add("stream", "add", name, url)["id"])

    def add_line(self, username: str) -> None:
        self._add("line", "add", username, "--password", PASSWORD, "--max-connections", "10")

    def join(self, username: str, stream_id: int, user_agent: str = "VLC/3.0.24 LibVLC/3.0.24") -> Viewer:
        viewer = Viewer(self._server, username, stream_id, user_agent)
        self._viewers.append(viewer)
        return viewer

    def leave(self) -> None:
        for viewer in self._viewers:
            viewer.leave()

    def _add(self, *arguments: str) -> dict[str, int]:
        done = self._command(*arguments, "--json", env=self._server.env)
        assert done.returncode == 0, done.stderr
        made: dict[str, int] = json.loads(done.stdout)
        return made
