"""The ASGI application in front of everything: Socket.IO under `/socket.io/`, the rest handed on."""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import cast
from urllib.parse import parse_qs

import structlog

from monitoring.socket.handshake import PEER_EXTENSION, Handshake, Scope
from monitoring.socket.peer import Peer
from monitoring.socket.server import GuardedServer

log = structlog.get_logger(__name__)

Message = MutableMapping[str, object]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
ASGIApp = Callable[[Scope, Receive, Send], Awaitable[None]]

PATH = "/socket.io/"
POLLING_HEADERS = ((b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff"))


class SocketDoor:
    """Refuses what the library would choke on, and leaves no session behind when a websocket has ended."""

    def __init__(self, server: GuardedServer, other_app: ASGIApp, message_bytes: int) -> None:
        self._server = server
        self._other_app = other_app
        self._message_bytes = message_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path")
        if not isinstance(path, str) or not f"{path}/".startswith(PATH):
            await self._other_app(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        else:
            await self._polling(scope, receive, send)

    async def _polling(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._polling_refusal(scope)
        if refusal is None:
            await self._server.handle_request(scope, receive, _uncached(send))
            return
        peer = self._server.peers.get(_parameter(scope, "sid") or "")
        if peer is not None:
            self._server.cut(peer, refusal)
        await _answer(send, 400, refusal)

    def _polling_refusal(self, scope: Scope) -> str | None:
        if _parameter(scope, "j") is not None:
            return "JSONP is not offered"
        if scope["method"] != "POST":
            return None
        length = Handshake(scope).header(b"content-length") or ""
        if not length.isdecimal() or len(length) > 10 or int(length) > self._message_bytes:
            return f"a message needs a content-length of at most {self._message_bytes}"
        return None

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Handshake(scope)
        peer = self._server.peers.get(_parameter(scope, "sid") or "")
        if peer is not None:
            if peer.session.upgrading or peer.session.upgraded:
                await receive()
                await send({"type": "websocket.close"})
                return
            if request.connection is not None:
                peer.carried_by(request.connection)
            request.extensions[PEER_EXTENSION] = peer
        try:
            await self._server.handle_request(scope, receive, send)
        except (ValueError, RecursionError) as error:
            # The library decodes frames outside its own error handling.
            log.info("malformed frame", error=type(error).__name__)
        finally:
            await self._websocket_ended(request)

    async def _websocket_ended(self, request: Handshake) -> None:
        peer = request.extensions.get(PEER_EXTENSION)
        if not isinstance(peer, Peer):
            return
        if peer.session.upgraded:
            await self._server.end(peer)
        else:
            # An upgrade that failed: the session goes on by polling.
            peer.session.upgrading = False


def _uncached(send: Send) -> Send:
    async def send_uncached(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = cast(Iterable[tuple[bytes, bytes]], message.get("headers", ()))
            message = {**message, "headers": [*headers, *POLLING_HEADERS]}
        await send(message)

    return send_uncached


async def _answer(send: Send, status: int, text: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})


def _parameter(scope: Scope, name: str) -> str | None:
    query = parse_qs(Handshake(scope).query, keep_blank_values=True)
    return query[name][0] if name in query else None
