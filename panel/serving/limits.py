"""A cap on how large a request's body may be and on how long it may take to arrive."""

import asyncio

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_LIMIT_BYTES = 1024 * 1024
BODY_DEADLINE_S = 20.0


class BodyLimit:
    """Pure ASGI middleware: a body over `limit_bytes` is answered 413, one slower than `deadline_s` 408.

    Both answers are error objects and close the connection. Responses are left alone, however long they stream.
    """

    def __init__(self, app: ASGIApp, limit_bytes: int = BODY_LIMIT_BYTES, deadline_s: float = BODY_DEADLINE_S) -> None:
        self._app = app
        self._limit_bytes = limit_bytes
        self._deadline_s = deadline_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = _Request(receive, send, self._limit_bytes, self._deadline_s)
        if _declared_bytes(scope) > self._limit_bytes:
            await request.refuse(413, f"the body may hold at most {self._limit_bytes} bytes")
            return
        try:
            await self._app(scope, request.receive, request.send)
        except Exception:
            # An application whose body was cut short is told that the client left, and may well raise.
            if not request.refused:
                raise


class _Request:
    def __init__(self, receive: Receive, send: Send, limit_bytes: int, deadline_s: float) -> None:
        self._receive = receive
        self._send = send
        self._limit_bytes = limit_bytes
        self._ends_at_s = asyncio.get_running_loop().time() + deadline_s
        self._received_bytes = 0
        self._complete = False
        self._answered = False
        self.refused = False

    async def receive(self) -> Message:
        if self.refused:
            return {"type": "http.disconnect"}
        if self._complete:
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._ends_at_s):
                message = await self._receive()
        except TimeoutError:
            await self.refuse(408, "the body took too long to arrive")
            return {"type": "http.disconnect"}
        self._received_bytes += len(message.get("body", b""))
        self._complete = not message.get("more_body", False)
        if self._received_bytes > self._limit_bytes:
            await self.refuse(413, f"the body may hold at most {self._limit_bytes} bytes")
            return {"type": "http.disconnect"}
        return message

    async def send(self, message: Message) -> None:
        if self.refused:
            return
        self._answered = True
        await self._send(message)

    async def refuse(self, status: int, message: str) -> None:
        self.refused = True
        if self._answered:
            return
        body = orjson.dumps({"error": {"code": "bad_request", "message": message}})
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),
        ]
        await self._send({"type": "http.response.start", "status": status, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def _declared_bytes(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            # Cut short, because Python refuses to read numbers of thousands of digits.
            return int(value[:16])
    return 0
