"""A source on loopback: paces a transport stream over HTTP as an encoder does, and misbehaves when told to."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal

from tests.fakes.mpegts import FRAME_RATE, TransportStream

Behaviour = Literal["stream", "stall", "html", "missing", "drop"]


class Publisher:
    """One stream at `url`. Every connection gets it from its start, at its bitrate times `pace`.

    `behaviour` may change at any time: "stall" sends nothing more but keeps connections open, "drop" ends them and
    answers new ones with nothing, "html" and "missing" answer new ones with a page and with 404.
    """

    def __init__(self, bitrate_bps: int = 3_200_000) -> None:
        self.bitrate_bps = bitrate_bps
        self.pace = 1.0
        self.behaviour: Behaviour = "stream"
        self.connections_ever = 0
        self.connections_now = 0
        self.bytes_sent = 0
        self.user_agents: list[str] = []
        self._guard = threading.Lock()
        self._closing = threading.Event()
        self._server: ThreadingHTTPServer | None = None
        self._port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}/channel.ts"

    def start(self) -> None:
        """Listen: on a free port the first time, on the same one after a `stop`."""
        self._closing.clear()
        self._server = ThreadingHTTPServer(("127.0.0.1", self._port), _handler_of(self))
        self._port = int(self._server.server_address[1])
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        """End every connection and refuse new ones, as a machine that was switched off does."""
        if self._server is None:
            return
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._server = None

    @contextmanager
    def _connection(self, user_agent: str) -> Iterator[None]:
        with self._guard:
            self.connections_ever += 1
            self.connections_now += 1
            self.user_agents.append(user_agent)
        try:
            yield
        finally:
            with self._guard:
                self.connections_now -= 1

    def _wait(self, duration_s: float) -> bool:
        """Return False once the connection is to end."""
        return not self._closing.wait(max(duration_s, 0)) and self.behaviour != "drop"

    def _stream(self, handler: BaseHTTPRequestHandler) -> None:
        frames = TransportStream(self.bitrate_bps).frames()
        due = time.monotonic()
        while self._wait(due - time.monotonic()):
            if self.behaviour == "stall":
                due = time.monotonic() + 1 / FRAME_RATE
                continue
            frame = next(frames)
            handler.wfile.write(frame)
            with self._guard:
                self.bytes_sent += len(frame)
            due += 1 / FRAME_RATE / self.pace

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        with self._connection(handler.headers.get("User-Agent", "")):
            if self.behaviour == "drop":
                return
            if self.behaviour in ("stream", "stall"):
                handler.send_response(200)
                handler.send_header("Content-Type", "video/mp2t")
                handler.end_headers()
                self._stream(handler)
                return
            page = b"<!doctype html><title>A page</title>"
            handler.send_response(404 if self.behaviour == "missing" else 200)
            handler.send_header("Content-Type", "text/html; charset=utf-8")
            handler.send_header("Content-Length", str(len(page)))
            handler.end_headers()
            handler.wfile.write(page)


def _handler_of(publisher: Publisher) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                publisher.answer(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: tests look at the counters."""

    return Handler
