"""What the kernel knows of a viewer's socket: how many bytes the peer has acknowledged, and what held up the rest."""

import asyncio
import fcntl
import socket
import struct
import termios
from dataclasses import dataclass
from typing import Protocol

# struct tcp_info of linux/tcp.h: eight one-byte fields, 24 of 32 bits (offsets 8 to 103), then
# tcpi_pacing_rate (104), tcpi_max_pacing_rate (112) and tcpi_bytes_acked (120) of 64 bits each, since Linux 4.1;
# tcpi_bytes_received (128), six of 32 bits (136 to 159), tcpi_delivery_rate (160), and, since Linux 4.10,
# tcpi_busy_time (168), tcpi_rwnd_limited (176) and tcpi_sndbuf_limited (184); two of 32 bits, two of 64 and three of
# 32 (192 to 227), and, since Linux 5.4, tcpi_snd_wnd (228) of 32 bits. Older kernels give a shorter one.
TCP_INFO_BYTES = 232

_ACKED = struct.Struct("=120xQ")
_TIMES = struct.Struct("=168xQ8xQ")
_ACKED_AND_WINDOW = struct.Struct("=120xQ100xI")
_US_PER_S = 1_000_000
_QUEUED = struct.Struct("=i")
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


@dataclass(frozen=True, slots=True)
class SendingTimes:
    """For how long, since the socket was opened, the kernel had data of it that was not acknowledged.

    `buffer_s` is how much of `busy_s` all that our send buffer holds was on its way, so that a larger one would have
    been faster; what the peer's window and the path allow takes up the rest.
    """

    busy_s: float
    buffer_s: float


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


def read_tcp_info(connection: socket.socket) -> bytes:
    """Return the `struct tcp_info` of a socket (tcp(7)), as much as the kernel has of it; empty where it has none."""
    try:
        return connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, TCP_INFO_BYTES)
    except OSError:
        return b""


def received(info: bytes) -> tuple[int | None, int | None]:
    """Return `tcpi_bytes_acked` and `tcpi_snd_wnd`, each None where the kernel does not tell.

    The first (RFC 4898, tcpEStatsAppHCThruOctetsAcked) counts everything sent on the socket since it was opened; a FIN
    that was acknowledged adds one. The second is what the peer said it would still take (RFC 9293, section 3.8.6): the
    room in its receive buffer, which shrinks by what has arrived there and was not read.
    """
    if len(info) >= _ACKED_AND_WINDOW.size:
        return _ACKED_AND_WINDOW.unpack_from(info)
    return (_ACKED.unpack_from(info)[0], None) if len(info) >= _ACKED.size else (None, None)


def sending_times(info: bytes) -> SendingTimes | None:
    """Return the times, or None where the kernel does not tell."""
    if len(info) < _TIMES.size:
        return None
    busy_us, buffer_us = _TIMES.unpack_from(info)
    return SendingTimes(busy_us / _US_PER_S, buffer_us / _US_PER_S)


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
