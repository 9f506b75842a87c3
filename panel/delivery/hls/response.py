"""A response whose body is counted as its player's."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import cast

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from panel.delivery import arrival
from panel.delivery.hls.viewer import HlsViewer
from panel.delivery.viewer import PlayerConnection
from panel.serving.protocol import CONNECTION_EXTENSION

# Players in pages of other origins may read what their tokens give them; nothing here depends on cookies.
OPEN = {"Access-Control-Allow-Origin": "*"}
UNCACHED = OPEN | arrival.UNCACHED


class CountedResponse(Response):
    """Written piece by piece, as fast as the player takes it, so that a slow one makes no copy grow.

    `duration_s` is how much of the stream it is, 0 for a playlist.
    """

    def __init__(
        self,
        viewer: HlsViewer,
        pieces: Sequence[bytes | memoryview],
        headers: Mapping[str, str],
        duration_s: float = 0.0,
        status: HTTPStatus = HTTPStatus.OK,
    ) -> None:
        self._viewer = viewer
        self._pieces = pieces
        self._duration_s = duration_s
        self._size_bytes = sum(len(piece) for piece in pieces)
        super().__init__(status_code=status, headers={**headers, "Content-Length": str(self._size_bytes)})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        if scope["method"] == "HEAD":
            await send({"type": "http.response.body"})
            return
        connection = cast(PlayerConnection, scope["extensions"][CONNECTION_EXTENSION])
        if self._viewer.is_ending:
            connection.transport.abort()
        if not await self._send_all(connection, send, closes=_closes(scope)):
            while (await receive())["type"] != "http.disconnect":
                pass

    async def _send_all(self, connection: PlayerConnection, send: Send, *, closes: bool) -> bool:
        """Return whether all was written; else the connection is closing."""
        if connection.transport.is_closing():
            return False
        answer = self._viewer.answer(connection, self._size_bytes, self._duration_s)
        for piece in self._pieces:
            if answer.is_cut:
                return False
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            answer.wrote(len(piece))
        if closes:
            # Once the server closes, nobody can tell any more what of it arrives.
            await self._viewer.wait_arrived(answer)
        await send({"type": "http.response.body"})
        return True


def _closes(scope: Scope) -> bool:
    """Tell whether the server will close the connection after its answer (RFC 9112, section 9.3)."""
    told = {
        token.strip().lower()
        for name, value in scope["headers"]
        if name.lower() == b"connection"
        for token in value.split(b",")
    }
    return b"close" in told or scope["http_version"] == "1.0"
