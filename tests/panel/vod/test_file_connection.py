"""A player's requests for one file are one connection, and count as one."""

import asyncio
import fcntl
import select
import socket
import termios
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

from panel.delivery.kick import KickOrder
from tests.fakes.catalog import make_line
from tests.fakes.files import CONTENT
from tests.panel.delivery.house import until
from tests.panel.vod.conftest import FILE_LIMITS, MOVIE, Cinema, open_cinema


async def test_seeking_is_one_connection_with_the_bytes_of_all_requests(cinema: Cinema) -> None:
    for start in (0, 1_000_000, 2_000_000):
        player = await cinema.house.play(MOVIE, headers=f"Range: bytes={start}-{start + 499_999}\r\n")
        assert await player.answer() == 206
        assert len(await player.body()) == 500_000
        assert cinema.house.gateway.active_viewers() == 1
    (counted,) = (await cinema.house.counted()).values()
    assert counted == 1_500_000
    await until(lambda: bool(cinema.house.book.endings), within_s=10)
    (ending,) = cinema.house.book.endings.values()
    assert ending.sent_bytes == 1_500_000
    assert len(cinema.house.book.begun) == 1


async def test_requests_at_once_of_one_player_are_one_connection(cinema: Cinema) -> None:
    players = await asyncio.gather(
        *(cinema.house.play(MOVIE, headers=f"Range: bytes={start}-\r\n") for start in (0, 10, 20, 30))
    )
    assert [await player.answer() for player in players] == [206] * 4
    assert len(cinema.house.book.begun) == 1
    assert cinema.house.gateway.viewers_of(1) == 1


async def test_another_player_is_another_connection_and_the_limit_holds(cinema: Cinema) -> None:
    player = await cinema.house.play(MOVIE, receive_buffer_bytes=8192)
    assert await player.answer() == 200
    for method in ("GET", "HEAD"):
        assert await (await cinema.house.play(MOVIE, method=method, agent="other/1")).answer() == 403
    assert await cinema.house.status(MOVIE, method="HEAD") == 200
    assert cinema.house.gateway.viewers_of(1) == 1


async def test_a_player_between_two_requests_keeps_nobody_out(tmp_path: Path) -> None:
    async with open_cinema(
        tmp_path, make_line(max_connections=1), limits=replace(FILE_LIMITS, file_idle_s=60)
    ) as cinema:
        player = await cinema.house.play(MOVIE, headers="Range: bytes=0-9\r\n")
        assert await player.answer() == 206
        assert await player.body() == CONTENT[:10]
        other = await cinema.house.play(MOVIE, agent="other/1", receive_buffer_bytes=8192)
        assert await other.answer() == 200
        assert [ending.reason for ending in cinema.house.book.endings.values()] == ["left"]
        assert cinema.house.gateway.viewers_of(1) == 1
        assert await cinema.house.status(MOVIE, headers="Range: bytes=10-19\r\n") == 403


async def test_a_player_that_goes_on_to_another_title_is_not_refused(cinema: Cinema) -> None:
    assert await (await cinema.house.play(MOVIE)).answer() == 200
    following = await cinema.house.play("/series/alice/secret/2.mkv")
    assert await following.answer() == 200
    await until(lambda: len(cinema.house.book.endings) == 1)
    assert cinema.house.gateway.viewers_of(1) == 1


async def test_an_unanswered_request_leaves_no_trace(cinema: Cinema) -> None:
    for _ in range(3):
        assert await cinema.house.status("/movie/alice/secret/4.mkv") == 503
    assert cinema.house.book.begun == []
    assert await cinema.house.status(MOVIE) == 200


async def test_a_kick_stops_the_bytes(cinema: Cinema) -> None:
    player = await cinema.house.play(MOVIE, receive_buffer_bytes=8192)
    assert await player.answer() == 200
    (identity,) = cinema.house.book.begun
    receipt = await cinema.house.gateway.kick(identity.id, KickOrder("ann"))
    assert receipt is not None
    assert receipt.kicked
    assert await player.until_end() < len(CONTENT)
    assert cinema.house.book.endings[identity.id].reason == "kicked"
    await until(lambda: cinema.files.open == 0)


async def test_a_player_that_stops_reading_is_cut_and_grows_no_memory(tmp_path: Path) -> None:
    async with open_cinema(tmp_path, make_line()) as cinema:
        tracemalloc.start()
        player = await cinema.house.play(MOVIE, receive_buffer_bytes=8192)
        assert await player.answer() == 200
        await asyncio.sleep(0.3)
        held_bytes, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert held_bytes < 2_000_000
        await until(lambda: bool(cinema.house.book.endings), within_s=10)
        (ending,) = cinema.house.book.endings.values()
        assert ending.reason == "stalled"
        assert ending.sent_bytes < len(CONTENT)
        await until(lambda: cinema.files.open == 0)


async def test_what_counts_is_what_the_player_has(tmp_path: Path) -> None:
    limits = replace(FILE_LIMITS, file_pause_s=30)
    async with open_cinema(tmp_path, make_line(), limits=limits) as cinema:
        player = socket.create_connection(("127.0.0.1", cinema.house.port))
        player.sendall(f"GET {MOVIE} HTTP/1.1\r\nHost: panel\r\n\r\n".encode())
        await asyncio.to_thread(select.select, [player], [], [], 5)

        def held_bytes() -> int:
            head = player.recv(4096, socket.MSG_PEEK).index(b"\r\n\r\n") + 4
            waiting = fcntl.ioctl(player, termios.FIONREAD, b"\0\0\0\0")
            return int.from_bytes(waiting, "little") - head

        async with asyncio.timeout(5):
            while list((await cinema.house.counted()).values()) != [held_bytes()]:
                await asyncio.sleep(0.01)
        player.close()


async def test_a_player_that_leaves_lets_go_of_the_source(cinema: Cinema) -> None:
    player = await cinema.house.play(MOVIE, receive_buffer_bytes=8192)
    assert await player.answer() == 200
    await player.leave()
    await until(lambda: cinema.files.open == 0)
    await until(lambda: bool(cinema.house.book.endings), within_s=10)
    (ending,) = cinema.house.book.endings.values()
    assert ending.reason == "left"


async def test_a_line_that_is_disabled_is_cut(cinema: Cinema) -> None:
    player = await cinema.house.play(MOVIE, receive_buffer_bytes=8192)
    assert await player.answer() == 200
    cinema.house.catalog.change(lines=[make_line(enabled=False)])
    await player.until_end()
    await until(lambda: bool(cinema.house.book.endings))
    (ending,) = cinema.house.book.endings.values()
    assert ending.reason == "disabled"


@pytest.mark.parametrize("reads", [True, False])
async def test_the_end_of_the_service_ends_files_too(tmp_path: Path, reads: bool) -> None:
    async with open_cinema(tmp_path, make_line()) as cinema:
        player = await cinema.house.play(MOVIE, receive_buffer_bytes=8192)
        assert await player.answer() == 200
        reading = asyncio.create_task(player.until_end()) if reads else None
        async with asyncio.timeout(4):
            await cinema.house.gateway.drain(0.5)
        (ending,) = cinema.house.book.endings.values()
        assert ending.reason == "shutdown"
        assert await cinema.house.status(MOVIE) == 503
        if reading is not None:
            await reading
