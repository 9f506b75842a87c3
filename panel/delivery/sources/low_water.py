"""Lets what a source sends gather in the kernel, so that one wake-up takes a chunk's worth (SO_RCVLOWAT, socket(7))."""

import asyncio
import socket

import aiohttp

from panel.delivery.limits import DeliveryLimits


class LowWater:
    """Of one TCP connection: its reader is woken at `chunk_bytes` of data, `flush_s` after the last, or at its end."""

    def __init__(self, transport: asyncio.BaseTransport, connection: socket.socket, limits: DeliveryLimits) -> None:
        self._transport = transport
        self._connection = connection
        self._limits = limits
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        self._read_s = self._loop.time()
        self.held_s = 0.0
        """For how long, at most, what was read last had waited."""

    def read(self) -> None:
        """Something was read: let the next gather."""
        now_s = self._loop.time()
        self.held_s = min(now_s - self._read_s, self._limits.flush_s)
        self._read_s = now_s
        if self._timer is None and self._set(self._limits.chunk_bytes):
            self._timer = self._loop.call_later(self._limits.flush_s, self._on_time)

    def close(self) -> None:
        """Leave the connection alone."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _on_time(self) -> None:
        due_s = self._read_s + self._limits.flush_s
        if self._loop.time() < due_s:
            # Moved when it fires, not at every read.
            self._timer = self._loop.call_at(due_s, self._on_time)
            return
        self._timer = None
        # What there is wakes the reader now, and what comes next does so at once.
        self._set(1)

    def _set(self, size_bytes: int) -> bool:
        # The number of a closed connection may be another's by now.
        if self._transport.is_closing():
            return False
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, size_bytes)
        return True


def low_water_of(response: aiohttp.ClientResponse, limits: DeliveryLimits) -> LowWater | None:
    """Return that of an answer whose body is still coming; None for TLS, whose records do not end where chunks do."""
    transport = None if response.connection is None else response.connection.transport
    if transport is None or transport.get_extra_info("sslcontext") is not None:
        return None
    connection = transport.get_extra_info("socket")
    return None if connection is None else LowWater(transport, connection, limits)
