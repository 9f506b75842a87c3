"""Asking another server over HTTP: bounded, without redirects, and without a word about where or as whom."""

import aiohttp
from yarl import URL

from monitoring.errors import CollectorError
from panel.collectors.fact import CollectorFact

CONNECT_S = 2.0
ANSWER_S = 30.0
MAX_ANSWER_BYTES = 256 * 1024 * 1024


class HttpFetch:
    """Implements `monitoring.ports.Fetch` with Basic authentication (RFC 7617) where there is a username."""

    def __init__(self, fact: CollectorFact) -> None:
        self._base = URL(fact.url.rstrip("/"))
        self._headers: dict[str, str] = {}
        if fact.username is not None:
            self._headers["Authorization"] = aiohttp.encode_basic_auth(fact.username, fact.password or "")
        self._session: aiohttp.ClientSession | None = None

    async def __call__(self, path: str) -> bytes | None:
        return await self._asked("GET", path)

    async def post(self, path: str) -> bool:
        """Have the server do something; return whether it did, False where it knows nothing of it (404)."""
        return await self._asked("POST", path) is not None

    async def _asked(self, method: str, path: str) -> bytes | None:
        url = URL(f"{self._base}{path}", encoded=True)
        try:
            async with self._opened().request(method, url, allow_redirects=False) as response:
                return await self._body(response)
        except TimeoutError:
            raise CollectorError("the server takes too long") from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise CollectorError(f"the server cannot be asked: {_reason(error)}") from None

    async def close(self) -> None:
        """End every connection."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _body(self, response: aiohttp.ClientResponse) -> bytes | None:
        if response.status == 404:
            return None
        if response.status in (401, 403):
            raise CollectorError("the server refuses this username and password")
        if response.status != 200:
            raise CollectorError(f"the server answers {response.status}")
        pieces, size_bytes = [], 0
        async for piece in response.content.iter_any():
            size_bytes += len(piece)
            if size_bytes > MAX_ANSWER_BYTES:
                raise CollectorError("the server's answer is too large")
            pieces.append(piece)
        return b"".join(pieces)

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                headers=self._headers,
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=ANSWER_S, sock_connect=CONNECT_S),
            )
        return self._session


def _reason(error: Exception) -> str:
    # The library's own texts hold the address.
    if isinstance(error, aiohttp.ClientConnectorError | ConnectionError):
        return "no connection"
    if isinstance(error, aiohttp.ServerDisconnectedError | aiohttp.ClientPayloadError):
        return "it breaks off"
    return type(error).__name__
