"""The HTTP and WebSocket protocols of the server: uvicorn's, with limits it lacks and with their transport exposed."""

import asyncio
from collections.abc import Callable, MutableMapping
from typing import cast

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.http11 import Request
from websockets.protocol import State

from panel.delivery.tcp_info import borrow, queued_bytes
from panel.serving.deflate import SharedDeflate, SharedDeflateFactory

CONNECTION_EXTENSION = "panel.connection"

# What surrounds each header on the wire: a colon, a space and a line's end.
HEADER_SYNTAX_BYTES = 4

_TIMED_OUT = b"HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
_HEAD_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


def _expose(scope: object, connection: asyncio.BaseProtocol) -> None:
    extensions = cast(MutableMapping[str, object], scope).setdefault("extensions", {})
    cast(MutableMapping[str, object], extensions)[CONNECTION_EXTENSION] = connection


class HttpProtocol(HttpToolsProtocol):
    """HTTP/1.1 whose request head has a deadline (RFC 9110, 408) and a size cap (RFC 6585, 431).

    Applications find it as `scope["extensions"]["panel.connection"]`. One application at a time may set `on_drained`,
    called whenever the transport's buffer has fallen below its low-water mark, and `on_lost`, called once when the
    connection is over, while its socket can still be asked for TCP_INFO.
    """

    HEAD_DEADLINE_S = 10.0
    HEAD_LIMIT_BYTES = 32 * 1024

    on_drained: Callable[[], None] | None = None
    on_lost: Callable[[], None] | None = None
    _deadline: asyncio.TimerHandle | None = None
    _received_bytes = 0
    _parsed_bytes = 0
    _refused = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(cast(asyncio.Transport, transport))
        self._await_head()

    def data_received(self, data: bytes) -> None:
        if self._refused:
            return
        super().data_received(data)
        if self._deadline is not None:
            # The parser reports a header only when it has all of it, so what it holds back is counted here.
            self._received_bytes += len(data)
            if self._received_bytes > self.HEAD_LIMIT_BYTES:
                self._refuse(_HEAD_TOO_LARGE)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._parsed_bytes = 0
        _expose(self.scope, self)
        self._await_head()

    def on_url(self, url: bytes) -> None:
        if self._fits(len(url)):
            super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._fits(len(name) + len(value) + HEADER_SYNTAX_BYTES):
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._head_arrived()
        if not self._refused:
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        if not self._refused:
            super().on_body(body)

    def on_message_complete(self) -> None:
        if not self._refused:
            super().on_message_complete()

    def resume_writing(self) -> None:
        super().resume_writing()
        if self.on_drained is not None:
            self.on_drained()

    def connection_lost(self, exc: Exception | None) -> None:
        on_lost, self.on_lost, self.on_drained = self.on_lost, None, None
        if on_lost is not None:
            on_lost()
        self._head_arrived()
        super().connection_lost(exc)

    def _await_head(self) -> None:
        if self._deadline is None:
            self._received_bytes = 0
            self._deadline = self.loop.call_later(self.HEAD_DEADLINE_S, self._expire)

    def _head_arrived(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _expire(self) -> None:
        if self._received_bytes:
            self._refuse(_TIMED_OUT)
        else:
            # Browsers open connections ahead of need, and would show an answer to a question they never asked.
            self._head_arrived()
            self.transport.close()

    def _fits(self, part_bytes: int) -> bool:
        self._parsed_bytes += part_bytes
        if self._parsed_bytes > self.HEAD_LIMIT_BYTES:
            self._refuse(_HEAD_TOO_LARGE)
        return not self._refused

    def _refuse(self, answer: bytes) -> None:
        self._head_arrived()
        if self._refused or self.transport.is_closing():
            return
        self._refused = True
        cycle = cast(RequestResponseCycle | None, self.cycle)
        if cycle is not None and not cycle.response_complete:
            # An answer is under way; a second status line inside it would be read as its body.
            self.transport.abort()
            return
        self.transport.write(answer)
        self.transport.close()


class WebSocketProtocol(WebSocketsSansIOProtocol):
    """WebSocket (RFC 6455); applications find it as `scope["extensions"]["panel.connection"]`.

    While `is_open`, they may write whole frames to its `transport`, past uvicorn; where `takes_deflated`, deflated
    ones of a window of 32 KiB and without context too.
    """

    takes_deflated = False

    def __init__(
        self,
        config: uvicorn.Config,
        server_state: ServerState,
        app_state: dict[str, object],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.conn.available_extensions = [SharedDeflateFactory()]

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        self.takes_deflated = any(isinstance(each, SharedDeflate) for each in self.conn.extensions)
        scope = getattr(self, "scope", None)
        if scope is not None:
            _expose(scope, self)

    def is_open(self) -> bool:
        """Tell whether the handshake is over and no end has begun."""
        return self.handshake_complete and self.conn.state is State.OPEN and not self.transport.is_closing()

    def queued_bytes(self) -> int:
        """Return how much the kernel holds that the far end has not acknowledged."""
        if self.transport.is_closing():
            return 0
        connection = borrow(self.transport)
        try:
            return queued_bytes(connection)
        finally:
            connection.detach()
