"""The kernel's word on what arrived."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from panel.delivery.meter import Meter
from panel.delivery.tcp_info import (
    TCP_INFO_BYTES,
    borrow,
    queued_bytes,
    read_tcp_info,
    received,
    reset_on_close,
    sending_times,
)
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


async def test_what_its_peer_has_not_read_is_told_by_the_window() -> None:
    async with connected(1 << 20) as (writer, peer):
        meter = Meter(writer.transport)
        # Receivers offer more room until they have seen that they need no more.
        for _ in range(12):
            writer.write(bytes(100_000))
            await asyncio.sleep(0.02)
            meter.acknowledged_bytes()
        await until(lambda: meter.acknowledged_bytes() == 1_200_000)
        assert 400_000 < meter.unread_bytes <= 1_200_000
        await asyncio.to_thread(drain, peer, 1_200_000)
        writer.write(bytes(1000))
        await until(lambda: meter.acknowledged_bytes() == 1_201_000)
        assert meter.unread_bytes == 0


async def test_the_kernel_tells_for_how_long_a_socket_had_something_to_send() -> None:
    async with connected(8192) as (writer, _):
        connection = borrow(writer.transport)
        idle = sending_times(read_tcp_info(connection))
        writer.write(bytes(12_000_000))
        await asyncio.sleep(0.3)
        busy = sending_times(read_tcp_info(connection))
    assert idle is not None
    assert busy is not None
    assert idle.busy_s < 0.1
    assert 0.2 < busy.busy_s < 1.0
    assert busy.buffer_s < 0.1


@pytest.mark.parametrize("size_bytes", [0, 104, 128, 192, 228, TCP_INFO_BYTES])
def test_an_older_kernel_tells_less(size_bytes: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.create_connection(listener.getsockname()) as peer:
        info = read_tcp_info(peer)[:size_bytes]
    assert [told is not None for told in received(info)] == [size_bytes >= 128, size_bytes >= 232]
    assert (sending_times(info) is not None) is (size_bytes >= 192)


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
        assert received(read_tcp_info(local)) == (None, None)
        reset_on_close(local)
        assert queued_bytes(local) == 0
