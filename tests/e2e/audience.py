"""Real viewers of real streams."""

import json
import socket
import threading
from contextlib import suppress
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

from tests.fixtures.server import PanelServer

READ_BYTES = 65536
DEADLINE_S = 10.0
TAKEN_IN = ("/api/v1/streams", "/api/v1/bouquets", "/api/v1/categories")
PASSWORD = "secret"  # the lines' own, of this test alone
OPERATOR_PASSWORD = "a-long-secret"  # of operators made for one test


class Viewer:
    """A player that reads a stream as fast as it comes, until it is told to leave."""

    def __init__(
        self, server: PanelServer, username: str, stream_id: int, user_agent: str, behind: str | None = None
    ) -> None:
        address = urlsplit(server.url)
        self._socket = socket.create_connection((str(address.hostname), server.port), timeout=DEADLINE_S)
        path = quote(f"/live/{username}/{PASSWORD}/{stream_id}.ts", safe="/")
        head = f"GET {path} HTTP/1.1\r\nHost: {address.netloc}\r\n"
        head += "" if behind is None else f"X-Forwarded-For: {behind}\r\n"
        self._socket.sendall(f"{head}User-Agent: {user_agent}\r\nConnection: close\r\n\r\n".encode())
        answer = self._socket.recv(READ_BYTES)
        assert answer.startswith(b"HTTP/1.1 200 "), answer[:200]
        self._socket.settimeout(None)
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        with suppress(ConnectionError):
            while self._socket.recv(READ_BYTES):
                pass

    def leave(self) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join(DEADLINE_S)
        self._socket.close()


class Audience:
    """Makes lines and streams on one panel and sends viewers to them; `leave` takes all of it back."""

    def __init__(self, server: PanelServer) -> None:
        self._server = server
        self._viewers: list[Viewer] = []
        self._made: list[str] = []
        self._opener = build_opener(HTTPCookieProcessor())
        self._ask("POST", "/api/v1/login", {"username": "admin", "password": server.admin_password})

    def add_stream(self, name: str, url: str, *, on_demand: bool = False) -> int:
        return self._make("/api/v1/streams", {"name": name, "sourceUrl": url, "onDemand": on_demand})

    def add_collector(self, name: str, kind: str, url: str) -> int:
        return self._make("/api/v1/collectors", {"name": name, "kind": kind, "url": url})

    def add_line(self, username: str) -> int:
        return self._make("/api/v1/lines", {"username": username, "password": PASSWORD, "maxConnections": 10})

    def first(self, plural: str) -> int:
        """Return the id of the first of the streams, or of the lines."""
        page: dict[str, list[dict[str, int]]] = json.loads(self._ask("GET", f"/api/v1/{plural}?limit=1"))
        return page["items"][0]["id"]

    def import_playlist(self, text: str) -> None:
        self._ask("POST", "/api/v1/imports/playlist", {"text": text})

    def add_operator(self, name: str, role: str) -> None:
        self._make("/api/v1/operators", {"name": name, "password": OPERATOR_PASSWORD, "role": role})

    def connections(self, username: str) -> list[dict[str, object]]:
        """Return the rows of a line as the panel shows them now."""
        return self.view(f"username={username}")[0]

    def view(self, query: str) -> tuple[list[dict[str, object]], dict[str, int]]:
        """Return the rows of a view of the table, and what is said of its page."""
        answer = json.loads(self._ask("GET", f"/api/v1/connections?{query}"))
        return answer["rows"], answer["page"]

    def will_remove(self, path: str) -> None:
        """Take back what the page made, too."""
        self._made.append(path)

    def was_removed(self, path: str) -> None:
        """Leave alone what the page removed."""
        self._made.remove(path)

    def join(
        self,
        username: str,
        stream_id: int,
        user_agent: str = "VLC/3.0.24 LibVLC/3.0.24",
        behind: str | None = None,
    ) -> Viewer:
        """Begin to watch; `behind`: the address that a trusted proxy tells of."""
        viewer = Viewer(self._server, username, stream_id, user_agent, behind)
        self._viewers.append(viewer)
        return viewer

    def is_refused(self, username: str, stream_id: int) -> bool:
        """Try to watch, and tell whether the panel says no (403)."""
        try:
            with build_opener().open(
                f"{self._server.url}/live/{username}/{PASSWORD}/{stream_id}.ts", timeout=DEADLINE_S
            ):
                return False
        except HTTPError as error:
            with error:
                return error.code == 403

    def leave(self) -> None:
        """Go, and leave nothing behind: neither what was made here, nor what a page of the test took in."""
        while self._viewers:
            self._viewers.pop().leave()
        while self._made:
            self._ask("DELETE", self._made.pop())
        for path in TAKEN_IN:
            for found in json.loads(self._ask("GET", f"{path}?limit=1000"))["items"]:
                self._ask("DELETE", f"{path}/{found['id']}")

    def _make(self, path: str, body: dict[str, str | int]) -> int:
        made: dict[str, int] = json.loads(self._ask("POST", path, body))
        self._made.append(f"{path}/{made['id']}")
        return made["id"]

    def _ask(self, method: str, path: str, body: dict[str, str | int] | None = None) -> bytes:
        request = Request(
            self._server.url + path,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "X-Requested-With": "panel"},
            method=method,
        )
        with self._opener.open(request, timeout=DEADLINE_S) as response:
            return bytes(response.read())
