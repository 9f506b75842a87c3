"""Movies and episodes in the ranges their players ask for."""

import asyncio
from pathlib import Path

import pytest

from tests.fakes.catalog import make_line
from tests.fakes.files import CONTENT
from tests.panel.delivery.house import Player, until
from tests.panel.vod.conftest import MOVIE, Cinema, open_cinema


def field(player: Player, name: str) -> str | None:
    for line in player.head.decode().split("\r\n")[1:]:
        key, _, value = line.partition(":")
        if key.lower() == name.lower():
            return value.strip()
    return None


async def test_a_whole_file_and_its_bytes(cinema: Cinema) -> None:
    player = await cinema.house.play(MOVIE)
    assert await player.answer() == 200
    assert (field(player, "content-length"), field(player, "accept-ranges")) == ("3000000", "bytes")
    assert await player.body() == CONTENT
    await until(lambda: bool(cinema.house.book.endings), within_s=10)
    (identity,) = cinema.house.book.begun
    ending = cinema.house.book.endings[identity.id]
    assert (identity.protocol, identity.stream_type, identity.user_agent) == ("http", "movie", "test/1")
    assert (ending.sent_bytes, ending.reason, ending.bytes_exact) == (len(CONTENT), "left", True)
    assert ending.duration_s < 5


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [("bytes=1000-1999", 1000, 2000), ("bytes=2999990-", 2_999_990, 3_000_000), ("bytes=-5", 2_999_995, 3_000_000)],
)
async def test_a_part_of_a_file(cinema: Cinema, asked: str, start: int, stop: int) -> None:
    player = await cinema.house.play(MOVIE, headers=f"Range: {asked}\r\n")
    assert await player.answer() == 206
    assert field(player, "content-range") == f"bytes {start}-{stop - 1}/3000000"
    assert await player.body() == CONTENT[start:stop]
    assert cinema.files.asked == [("GET", asked)]


async def test_a_part_that_is_not_there(cinema: Cinema) -> None:
    player = await cinema.house.play(MOVIE, headers="Range: bytes=3000000-\r\n")
    assert await player.answer() == 416
    assert field(player, "content-range") == "bytes */3000000"
    await player.leave()
    assert cinema.house.book.begun == []


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "bytes=x", "lines=1-2", "bytes=-", "bytes=" + "1" * 50 + "-"])
async def test_ranges_that_are_not_passed_on_are_ignored(cinema: Cinema, asked: str) -> None:
    player = await cinema.house.play(MOVIE, headers=f"Range: {asked}\r\n")
    assert await player.answer() == 200
    assert cinema.files.asked == [("GET", None)]


async def test_a_validator_decides_between_part_and_whole(cinema: Cinema) -> None:
    first = await cinema.house.play(MOVIE, method="HEAD")
    assert await first.answer() == 200
    changed = field(first, "last-modified")
    for validator, status in ((changed, 206), ("Thu, 01 Jan 2004 00:00:00 GMT", 200)):
        player = await cinema.house.play(MOVIE, headers=f"Range: bytes=0-9\r\nIf-Range: {validator}\r\n")
        assert await player.answer() == status
        await player.leave()


async def test_head_tells_the_size_and_is_no_connection(cinema: Cinema) -> None:
    player = await cinema.house.play(MOVIE, method="HEAD")
    assert await player.answer() == 200
    assert (field(player, "content-length"), field(player, "content-type")) == ("3000000", "video/x-matroska")
    assert cinema.files.asked == [("HEAD", None)]
    assert cinema.house.book.begun == []


async def test_a_source_without_ranges_gives_the_whole(tmp_path: Path) -> None:
    async with open_cinema(tmp_path, make_line(), "/whole") as cinema:
        player = await cinema.house.play(MOVIE, headers="Range: bytes=10-\r\n")
        assert await player.answer() == 200
        assert field(player, "accept-ranges") is None
        assert field(player, "content-type") == "video/mp4"
        assert await player.body() == CONTENT


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/series/alice/secret/2.mp4", 200),
        ("/series/alice/secret/2", 200),
        ("/movie/alice/secret/2.mp4", 404),
        ("/series/alice/secret/1.mkv", 404),
        ("/live/alice/secret/1.ts", 404),
        ("/alice/secret/1", 404),
        ("/movie/alice/wrong/1.mkv", 403),
        ("/movie/bob/secret/1.mkv", 403),
        ("/movie/alice/secret/99.mkv", 404),
        ("/movie/alice/secret/3.mkv", 200),
        ("/movie/alice/secret/4.mkv", 503),
    ],
)
async def test_who_gets_what(cinema: Cinema, path: str, status: int) -> None:
    assert await cinema.house.status(path) == status
    if status in (403, 404):
        assert cinema.files.asked == []


async def test_sources_are_not_told_to_the_player(cinema: Cinema) -> None:
    player = await cinema.house.play("/movie/alice/secret/4.mkv")
    assert await player.answer() == 503
    assert b"127.0.0.1" not in player.head + await player.body()


async def test_private_sources_are_refused(tmp_path: Path) -> None:
    from tests.fakes.files import serving_file
    from tests.panel.delivery.house import keeping_house
    from tests.panel.vod.conftest import title

    async with (
        serving_file(tmp_path) as files,
        keeping_house([make_line()], [title(1, files.url())], allow_private=False) as house,
    ):
        assert await house.status(MOVIE) == 503
        assert files.asked == []


async def test_a_file_that_breaks_off_is_not_told_as_whole(tmp_path: Path) -> None:
    async with open_cinema(tmp_path, make_line(), "/broken") as cinema:
        player = await cinema.house.play(MOVIE)
        assert await player.answer() == 200
        assert await player.until_end() <= len(CONTENT) // 2
        await until(lambda: bool(cinema.house.book.endings))
        (ending,) = cinema.house.book.endings.values()
        assert ending.reason == "source lost"


async def test_a_source_that_stops_is_given_up(tmp_path: Path) -> None:
    async with open_cinema(tmp_path, make_line(), "/stuck") as cinema:
        player = await cinema.house.play(MOVIE)
        assert await player.answer() == 200
        async with asyncio.timeout(8):
            await player.until_end()
