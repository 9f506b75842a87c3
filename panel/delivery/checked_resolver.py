"""Names to addresses, each of them checked; the connection goes to the address that was checked and to no other."""

import socket
from collections.abc import Callable

from aiohttp.abc import AbstractResolver, ResolveResult

from panel.delivery.source_failure import AddressRefused

AddressRule = Callable[[str], bool]
"""Whether a source may have this address, given as text."""


class CheckedResolver(AbstractResolver):
    """Refuses a name if any of its addresses is not allowed (server-side request forgery, DNS rebinding)."""

    def __init__(self, inner: AbstractResolver, allows: AddressRule) -> None:
        self._inner = inner
        self._allows = allows

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses of `host`; raises AddressRefused."""
        results = await self._inner.resolve(host, port, family)
        if not all(self._allows(result["host"]) for result in results):
            raise AddressRefused("a private address")
        return results

    async def close(self) -> None:
        await self._inner.close()
