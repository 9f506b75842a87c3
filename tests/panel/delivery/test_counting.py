"""What is counted is what arrived."""

import asyncio
import socket
import struct

from tests.fakes.catalog import make_line, make_stream
from tests.fakes.publisher import Publisher
from tests.panel.delivery.house import House, Player, keeping_house, until

TOLERANCE_BYTES = 256 * 1024


def only_ending(house: House) -> int:
    (ending,) = house.book.endings.values()
    assert ending.bytes_exact
    return ending.sent_bytes


async def body_of(player: Player, duration_s: float) -> int:
    return len(await player.watch(duration_s))


async def test_the_final_figure_is_what_a_good_player_received(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        player = await house.watching()
        received = await body_of(player, 1.5)
        assert received > 100_000
        (counted,) = (await house.counted()).values()
        assert received <= counted <= received + 64 * 1024
        received += await body_of(player, 0.5)
        await player.leave()
        await until(lambda: bool(house.book.endings))
        assert abs(only_ending(house) - received) <= 64 * 1024


async def test_counts_rise_and_agree_with_the_identity(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        player = await house.watching()
        counts: list[int] = []
        for _ in range(4):
            await player.watch(0.3)
            counts.extend((await house.counted()).values())
        assert counts == sorted(counts)
        assert len(set(counts)) == 4
        (identity,) = house.book.begun
        assert (identity.username, identity.stream_name, identity.protocol) == ("alice", "Channel 1", "mpegts")
        assert (identity.address, identity.user_agent) == ("127.0.0.1", "test/1")


async def test_a_player_that_stops_reading_is_not_counted_beyond_its_kernel(publisher: Publisher) -> None:
    publisher.bitrate_bps = 40_000_000
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        player = await house.play("/live/alice/secret/1.ts", receive_buffer_bytes=32 * 1024)
        assert await player.answer() == 200
        await asyncio.sleep(0.6)
        (counted,) = (await house.counted()).values()
        await until(lambda: bool(house.book.endings))
        final = only_ending(house)
        received = await player.until_end()
        # Its own kernel may have accepted a little that it never read before the reset.
        assert final <= received + TOLERANCE_BYTES
        assert counted <= received + TOLERANCE_BYTES
        assert next(iter(house.book.endings.values())).reason == "stalled"


async def test_a_slow_player_is_counted_for_what_it_took(publisher: Publisher) -> None:
    publisher.bitrate_bps = 40_000_000
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        player = await house.play("/live/alice/secret/1.ts", receive_buffer_bytes=32 * 1024)
        assert await player.answer() == 200
        for _ in range(20):
            await player.read(20_000)
            await asyncio.sleep(0.05)
            (counted,) = (await house.counted()).values()
            assert player.received_bytes <= counted <= player.received_bytes + TOLERANCE_BYTES
        await player.leave()
        await until(lambda: bool(house.book.endings))
        assert player.received_bytes <= only_ending(house) <= player.received_bytes + TOLERANCE_BYTES


async def test_answers_before_on_the_same_connection_are_not_counted(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
        for _ in range(20):
            writer.write(b"GET /live/alice/secret/77.ts HTTP/1.1\r\nHost: panel\r\n\r\n")
            head = await reader.readuntil(b"\r\n\r\n")
            assert b" 404 " in head
            await reader.readexactly(len(b"Not Found\n"))
        writer.write(b"GET /live/alice/secret/1.ts HTTP/1.1\r\nHost: panel\r\n\r\n")
        player = Player(reader, writer)
        house.players.append(player)
        assert await player.answer() == 200
        received = await body_of(player, 0.6)
        (counted,) = (await house.counted()).values()
        assert received <= counted <= received + 64 * 1024


async def test_a_player_that_resets_is_still_accounted(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        connection = socket.create_connection(("127.0.0.1", house.port))
        connection.sendall(b"GET /live/alice/secret/1.ts HTTP/1.1\r\nHost: panel\r\n\r\n")
        received = 0
        while received < 100_000:
            received += len(await asyncio.to_thread(connection.recv, 65536))
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
        await until(lambda: bool(house.book.endings))
        assert received - 1000 <= only_ending(house) <= received + TOLERANCE_BYTES


async def test_a_connection_that_is_over_stays_listed_until_it_is_stored(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        house.book.holds = True
        first = await house.watching()
        second = await house.watching()
        await first.watch(0.3)
        await first.leave()
        await until(lambda: bool(house.book.endings))
        reading = await house.gateway.collector.read()
        assert list(reading.keys) == [1, 2]
        assert reading.ending == {1}
        assert reading.counted_bytes[0] == only_ending(house)
        house.book.store()
        reading = await house.gateway.collector.read()
        assert list(reading.keys) == [2]
        assert reading.ending == frozenset()
        await second.leave()
