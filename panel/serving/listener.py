"""Listening sockets; accepted connections inherit their TCP options."""

import socket

BACKLOG = 512
USER_TIMEOUT_MS = 10_000
SEND_BUFFER_BYTES = 262_144
UNSENT_LOW_WATER_BYTES = 131_072

# linux/tcp.h; the socket module of Python 3.11 does not name it.
TCP_NOTSENT_LOWAT = 25


def listen(host: str, port: int) -> socket.socket:
    """Return a listening TCP socket of `host` (a name or an address, IPv4 or IPv6); port 0 takes a free one.

    A peer that acknowledges nothing for 10 s is dropped by the kernel (TCP_USER_TIMEOUT, tcp(7)), and not more than
    128 KiB wait unsent there (TCP_NOTSENT_LOWAT), so that bytes written stay close to bytes received.
    `::` also takes IPv4. Raises `OSError` when the address cannot be bound.
    """
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, USER_TIMEOUT_MS)
        listener.setsockopt(socket.IPPROTO_TCP, TCP_NOTSENT_LOWAT, UNSENT_LOW_WATER_BYTES)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        listener.bind(address)
        listener.listen(BACKLOG)
        listener.setblocking(False)
    except OSError:
        listener.close()
        raise
    return listener
