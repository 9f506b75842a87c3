"""How many bytes of one response its viewer has really received."""

import asyncio

from panel.delivery.tcp_info import borrow, queued_bytes, read_tcp_info, received, reset_on_close

CONSISTENT_READS = 5
# Receivers tell of less room than this late, or round it.
UNNOTICED_BYTES = 64 * 1024


class Meter:
    """Acknowledged bytes of the responses written from now on; what earlier responses left on the way is not theirs."""

    __slots__ = ("_base_bytes", "_connection", "_largest_window_bytes", "_transport", "info", "unread_bytes")

    def __init__(self, transport: asyncio.WriteTransport) -> None:
        self._transport = transport
        self._connection = borrow(transport)
        self.info = b""
        """What the kernel told when it was last asked for the acknowledged bytes, as `read_tcp_info` gives it."""
        self.unread_bytes = 0
        """How much of what was acknowledged then the player has not read, as far as its window tells.

        That is by how much the window is smaller than its largest: receive buffers grow, and do not shrink.
        """
        self._largest_window_bytes = 0
        self._base_bytes = self._written_before()

    def forget_unsent(self) -> None:
        """When the transport is closed next, nothing that is still on its way will arrive."""
        reset_on_close(self._connection)

    def release(self) -> None:
        """Let go of the socket, which is about to be closed; nothing is known any more."""
        self._connection.detach()

    def acknowledged_bytes(self) -> int | None:
        """Return the bytes acknowledged since the meter was made; None where the kernel does not tell."""
        # Asked for each viewer in each tick.
        self.info = info = read_tcp_info(self._connection)
        acknowledged, window = received(info)
        if window is not None:
            if window > self._largest_window_bytes:
                self._largest_window_bytes = window
            unread = self._largest_window_bytes - window - UNNOTICED_BYTES
            self.unread_bytes = max(0, unread)
        if acknowledged is None or self._base_bytes is None:
            return None
        acknowledged -= self._base_bytes
        return max(0, acknowledged)

    def _written_before(self) -> int | None:
        acknowledged, _ = received(read_tcp_info(self._connection))
        queued = queued_bytes(self._connection)
        for _ in range(CONSISTENT_READS):
            again, _ = received(read_tcp_info(self._connection))
            if acknowledged is None or again is None:
                return None
            if again == acknowledged:
                break
            # What was acknowledged between the two questions would be counted twice.
            acknowledged, queued = again, queued_bytes(self._connection)
        return (acknowledged or 0) + queued + self._transport.get_write_buffer_size()
