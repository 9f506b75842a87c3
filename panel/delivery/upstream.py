"""The HTTP client that pulls sources."""

import asyncio
import socket
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Literal

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from geo.address import read_address
from panel.delivery.checked_resolver import AddressRule, CheckedResolver
from panel.delivery.limits import DeliveryLimits
from panel.delivery.source_failure import (
    REFUSED_ADDRESS,
    UNKNOWN_NAME,
    AddressRefused,
    SourceFailure,
    failure_of,
)

REDIRECTS = frozenset((301, 302, 303, 307, 308))
USER_AGENT = "panel"
LOOPBACK = "127.0.0.1"


class Upstream:
    """Opens sources, but only those whose every address `allows` accepts, redirects included."""

    def __init__(self, limits: DeliveryLimits, allows: AddressRule, resolver: AbstractResolver | None = None) -> None:
        self._limits = limits
        self._allows = allows
        self._resolver = resolver
        self._attempts = asyncio.Semaphore(limits.concurrent_attempts)
        self._session: aiohttp.ClientSession | None = None

    @asynccontextmanager
    async def open(
        self,
        address: str,
        *,
        urgent: bool,
        method: Literal["GET", "HEAD"] = "GET",
        headers: Mapping[str, str] | None = None,
        accepted: Collection[int] = (200,),
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        """Yield the answer of the source at `address`, its body still to be read; its status is one of `accepted`.

        Those that are not `urgent`, because no viewer waits, queue for a turn. Raises SourceFailure.
        """
        async with self.turn(urgent=urgent):
            response: aiohttp.ClientResponse | None = None
            try:
                async with asyncio.timeout(self._limits.first_byte_s):
                    response = await self._follow(address, method, headers or {}, accepted)
            except (aiohttp.ClientError, OSError, ValueError, TimeoutError) as error:
                if response is not None:
                    # The time was up just as the answer came.
                    response.close()
                raise failure_of(error) from None
        try:
            yield response
        finally:
            response.close()

    def turn(self, *, urgent: bool) -> AbstractAsyncContextManager[None]:
        """Return what an attempt to have a source waits for: its turn, unless it is urgent."""
        return nullcontext() if urgent else self._attempts

    @property
    def allows_private(self) -> bool:
        """Whether sources may be anywhere, this machine included."""
        return self._allows(LOOPBACK)

    async def resolve(self, host: str, port: int) -> str:
        """Return an address of `host`, all of whose addresses are allowed. Raises SourceFailure."""
        literal = read_address(host)
        if literal is not None and not self._allows(str(literal)):
            raise SourceFailure(REFUSED_ADDRESS)
        try:
            async with asyncio.timeout(self._limits.first_byte_s):
                found = await self._checked_resolver().resolve(host, port, socket.AF_UNSPEC)
        except AddressRefused:
            raise SourceFailure(REFUSED_ADDRESS) from None
        except (OSError, ValueError):
            raise SourceFailure(UNKNOWN_NAME) from None
        return found[0]["host"]

    async def close(self) -> None:
        """End every connection."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _follow(
        self, address: str, method: Literal["GET", "HEAD"], headers: Mapping[str, str], accepted: Collection[int]
    ) -> aiohttp.ClientResponse:
        url = URL(address)
        for _ in range(self._limits.redirects + 1):
            self._check(url)
            response = await self._opened_session().request(method, url, headers=headers, allow_redirects=False)
            location = response.headers.get("Location")
            if response.status in REDIRECTS and location:
                response.close()
                url = url.join(URL(location))
                continue
            if response.status not in accepted:
                response.close()
                raise SourceFailure(f"the source answers {response.status}")
            return response
        raise SourceFailure("the source redirects too often")

    def _check(self, url: URL) -> None:
        if url.scheme not in ("http", "https") or not url.host:
            raise SourceFailure("the source's address is not one of HTTP")
        # Names are checked when they are resolved; addresses never come to the resolver.
        literal = read_address(url.host)
        if literal is not None and not self._allows(str(literal)):
            raise SourceFailure(REFUSED_ADDRESS)

    def _opened_session(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(
                limit=0,
                force_close=True,
                use_dns_cache=False,
                resolver=self._checked_resolver(),
            )
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                headers={"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "identity"},
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=self._limits.connect_s),
            )
        return self._session

    def _checked_resolver(self) -> CheckedResolver:
        return CheckedResolver(self._resolver or aiohttp.ThreadedResolver(), self._allows)
