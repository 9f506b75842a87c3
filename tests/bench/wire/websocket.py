"""As much of a WebSocket client (RFC 6455) and of Engine.IO as it takes to stay connected and count messages."""

import os
import socket
from base64 import b64encode
from collections.abc import Sequence

SMALL_BYTES = 125
PING_FRAME, TEXT_FRAME = 0x9, 0x1
LONGEST_HEAD = 10
PONG_OF_ENGINE = b"3"


class Drain:
    """One connected client. Payloads are not looked at, but for pings."""

    def __init__(self, connection: socket.socket, number: int, rest: bytes) -> None:
        self.connection = connection
        self.number = number
        self._skip = 0
        self._kept = b""
        if rest:
            self.feed(memoryview(rest))

    def feed(self, data: memoryview) -> bool:
        """Take bytes; tell whether a message ended with or within them."""
        at, ended = 0, False
        if self._kept:
            data = memoryview(self._kept + bytes(data))
            self._kept = b""
        end = len(data)
        while at < end:
            if self._skip:
                step = min(self._skip, end - at)
                self._skip -= step
                at += step
                ended |= not self._skip
                continue
            head, length = _head_of(data, at)
            if head is None or (length <= SMALL_BYTES and at + head + length > end):
                self._kept = bytes(data[at:])
                break
            if length <= SMALL_BYTES:
                ended |= self._take_small(data[at] & 0x0F, bytes(data[at + head : at + head + length]))
                at += head + length
            else:
                at += head
                self._skip = length
        return ended

    def _take_small(self, opcode: int, payload: bytes) -> bool:
        if opcode == PING_FRAME:
            self.connection.send(_masked(0x8A, payload))
        elif payload == b"2":
            self.connection.send(_masked(0x81, PONG_OF_ENGINE))
        elif opcode == TEXT_FRAME:
            return True
        return False


def join(connection: socket.socket, number: int, *, deflate: bool, asks: Sequence[str]) -> Drain:
    """Open a session over a connected socket, join the default namespace and ask for things."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    extension = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n" if deflate else ""
    connection.sendall(
        (
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
            f"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n{extension}"
            f"Sec-WebSocket-Key: {b64encode(os.urandom(16)).decode()}\r\n\r\n"
        ).encode()
    )
    rest = _until(connection, b"", b'"sid"')
    connection.sendall(_masked(0x81, b'40{"token":"ptk_good"}'))
    rest = _until(connection, rest.partition(b'"sid"')[2], b"40{")
    for ask in asks:
        connection.sendall(_masked(0x81, ask.encode()))
    connection.setblocking(False)
    # What follows the answer begins after its closing brace.
    return Drain(connection, number, rest.partition(b"40{")[2].partition(b"}")[2])


def _until(connection: socket.socket, got: bytes, wanted: bytes) -> bytes:
    while wanted not in got or b"}" not in got.partition(wanted)[2]:
        more = connection.recv(65_536)
        if not more:
            raise SystemExit(f"the server closed before {wanted!r}: {got[:200]!r}")
        got += more
    return got


def _head_of(data: memoryview, at: int) -> tuple[int | None, int]:
    """Return the lengths of a frame's head, None where not all of it is there, and of its payload."""
    left = len(data) - at
    if left < 2:
        return None, 0
    length = data[at + 1] & 0x7F
    if length <= SMALL_BYTES:
        return 2, length
    head = 4 if length == 126 else LONGEST_HEAD
    return (head, int.from_bytes(data[at + 2 : at + head], "big")) if left >= head else (None, SMALL_BYTES + 1)


def _masked(first: int, payload: bytes) -> bytes:
    # A mask of zeros leaves the payload as it is.
    length = len(payload)
    head = bytes((first, 0x80 | length)) if length <= SMALL_BYTES else bytes((first, 0xFE)) + length.to_bytes(2, "big")
    return head + b"\0\0\0\0" + payload
