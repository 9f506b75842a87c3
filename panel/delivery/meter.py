"""How many bytes of one response its viewer has really received."""

import asyncio
from typing import cast

from panel.delivery.tcp_info import KernelSocket, acknowledged_bytes, queued_bytes

CONSISTENT_READS = 5


class Meter:
    """Acknowledged bytes of the responses written from now on; what earlier responses left on the way is not theirs."""

    __slots__ = ("_base_bytes", "_connection", "_transport")

    def __init__(self, transport: asyncio.WriteTransport) -> None:
        self._transport = transport
        self._connection = cast(KernelSocket, transport.get_extra_info("socket"))
        self._base_bytes = self._written_before()

    @property
    def connection(self) -> KernelSocket:
        return self._connection

    def acknowledged_bytes(self) -> int | None:
        """Return the bytes acknowledged since the meter was made; None where the kernel does not tell."""
        acknowledged = acknowledged_bytes(self._connection)
        if acknowledged is None or self._base_bytes is None:
            return None
        return max(0, acknowledged - self._base_bytes)

    def _written_before(self) -> int | None:
        acknowledged = acknowledged_bytes(self._connection)
        queued = queued_bytes(self._connection)
        for _ in range(CONSISTENT_READS):
            again = acknowledged_bytes(self._connection)
            if acknowledged is None or again is None:
                return None
            if again == acknowledged:
                break
            # What was acknowledged between the two questions would be counted twice.
            acknowledged, queued = again, queued_bytes(self._connection)
        return (acknowledged or 0) + queued + self._transport.get_write_buffer_size()
