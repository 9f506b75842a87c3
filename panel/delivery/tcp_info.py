"""What the kernel knows of a viewer's socket: how many bytes the peer has acknowledged."""

import asyncio
import fcntl
import socket
import struct
import termios
from typing import Protocol

# struct tcp_info of linux/tcp.h: eight one-byte fields, then 24 of 32 bits (offsets 8 to 103), then of 64 bits
# tcpi_pacing_rate (104), tcpi_max_pacing_rate (112), tcpi_bytes_acked (120), since Linux 4.1.
BYTES_ACKED_OFFSET = 120
TCP_INFO_BYTES = 128

_BYTES_ACKED = struct.Struct("=Q")
_QUEUED = struct.Struct("=i")
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class HasFileno(Protocol):
    """What transports give out as their socket."""

    def fileno(self) -> int: ...


class BorrowedSocket(socket.socket):
    """A transport's socket, asked without the detour of the event loop's own object, which is five times as slow.

    Never closes what it borrowed. Not to be used once the transport has closed it: the number may be another's then.
    """

    def __del__(self) -> None:
        self.detach()


def borrow(transport: asyncio.BaseTransport) -> BorrowedSocket:
    """Return the socket of a transport of any event loop."""
    owned: HasFileno = transport.get_extra_info("socket")
    return BorrowedSocket(fileno=owned.fileno())


def allow_pause(transport: asyncio.BaseTransport, longest_s: float) -> None:
    """Let the peer take nothing for so long before the kernel gives it up (TCP_USER_TIMEOUT, RFC 5482)."""
    connection = borrow(transport)
    try:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, round(longest_s * 1000))
    except OSError:
        return
    finally:
        connection.detach()


def acknowledged_bytes(connection: socket.socket) -> int | None:
    """Return `tcpi_bytes_acked` (RFC 4898, tcpEStatsAppHCThruOctetsAcked), or None where the kernel does not tell.

    It counts everything sent on the socket since it was opened; a FIN that was acknowledged adds one.
    """
    try:
        info = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, TCP_INFO_BYTES)
    except OSError:
        return None
    if len(info) < TCP_INFO_BYTES:
        return None
    return int(_BYTES_ACKED.unpack_from(info, BYTES_ACKED_OFFSET)[0])


def queued_bytes(connection: socket.socket) -> int:
    """Return how many bytes the kernel holds that are not acknowledged yet (SIOCOUTQ, tcp(7))."""
    try:
        return int(_QUEUED.unpack(fcntl.ioctl(connection.fileno(), termios.TIOCOUTQ, bytes(_QUEUED.size)))[0])
    except OSError:
        return 0


def reset_on_close(connection: socket.socket) -> None:
    """Make the next close discard what is queued and send RST (SO_LINGER with zero, socket(7)): not one byte more."""
    try:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
    except OSError:
        return
