"""Names to addresses, each of them checked; the connection goes to the address that was checked and to no other."""

import socket

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from geo.address import is_public
from panel.delivery.source_failure import AddressRefused


class CheckedResolver(AbstractResolver):
    """Refuses a name as soon as one of its addresses is not public (server-side request forgery, DNS rebinding)."""

    def __init__(self, inner: AbstractResolver | None = None) -> None:
        self._inner = inner or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses of `host`; raises AddressRefused."""
        results = await self._inner.resolve(host, port, family)
        if not all(is_public(result["host"]) for result in results):
            raise AddressRefused("a private address")
        return results

    async def close(self) -> None:
        await self._inner.close()
