"""The kernel's word on what arrived."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from panel.delivery.meter import Meter
from panel.delivery.tcp_info import acknowledged_bytes, borrow, queued_bytes, read_tcp_info, reset_on_close
from tests.panel.delivery.house import until


@asynccontextmanager
async def connected(receive_buffer_bytes: int = 1 << 16) -> AsyncIterator[tuple[asyncio.StreamWriter, socket.socket]]:
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.socket() as peer:
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer_bytes)
        peer.connect(listener.getsockname())
        _, writer = await asyncio.open_connection(sock=listener.accept()[0])
        try:
            yield writer, peer
        finally:
            writer.transport.abort()
            with suppress(ConnectionError):
                await writer.wait_closed()


async def test_only_what_is_written_after_it_began_is_counted() -> None:
    async with connected() as (writer, _):
        writer.write(bytes(5000))
        meter = Meter(writer.transport)
        assert meter.acknowledged_bytes() == 0
        writer.write(bytes(3000))
        await until(lambda: meter.acknowledged_bytes() == 3000)
        meter.release()
        assert meter.acknowledged_bytes() is None


async def test_bytes_still_on_their_way_belong_to_what_was_before() -> None:
    async with connected(8192) as (writer, peer):
        writer.write(bytes(12_000_000))
        meter = Meter(writer.transport)
        connection = borrow(writer.transport)
        assert queued_bytes(connection) > 0
        assert writer.transport.get_write_buffer_size() > 0
        writer.write(bytes(1000))
        assert meter.acknowledged_bytes() == 0
        await asyncio.to_thread(drain, peer, 12_001_000)
        await until(lambda: meter.acknowledged_bytes() == 1000)
        assert queued_bytes(connection) == 0


def drain(peer: socket.socket, size_bytes: int) -> None:
    while size_bytes > 0:
        size_bytes -= len(peer.recv(65536))


async def test_a_reset_discards_what_was_queued() -> None:
    async with connected(8192) as (writer, peer):
        writer.write(bytes(12_000_000))
        meter = Meter(writer.transport)
        meter.forget_unsent()
        writer.transport.abort()
        received = 0
        try:
            while piece := await asyncio.to_thread(peer.recv, 65536):
                received += len(piece)
        except ConnectionResetError:
            received = -1
        assert received == -1


async def test_other_sockets_tell_nothing_and_harm_nothing() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as local:
        assert acknowledged_bytes(read_tcp_info(local)) is None
        reset_on_close(local)
        assert queued_bytes(local) == 0
