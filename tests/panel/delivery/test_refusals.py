"""Who may not watch is told so in one way, and no source hears of it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.fakes.catalog import make_line, make_stream
from tests.fakes.publisher import Publisher
from tests.panel.delivery.house import QUICK, House, keeping_house

YESTERDAY = datetime.now(UTC) - timedelta(days=1)
LINES = [
    make_line(1, "alice", max_connections=1),
    make_line(2, "expired", expires_at=YESTERDAY),
    make_line(3, "disabled", enabled=False),
    make_line(4, "sports", bouquet_ids=frozenset({7})),
    make_line(5, "späť", password="hé slo"),
]


@pytest.fixture
async def house(publisher: Publisher) -> AsyncIterator[House]:
    streams = [make_stream(1, publisher.url), make_stream(2, publisher.url)]
    async with keeping_house(LINES, streams) as opened:
        opened.catalog.change(bouquets={7: {2}})
        yield opened


async def answer(house: House, path: str) -> tuple[int, bytes]:
    player = await house.play(path, headers="Connection: close\r\n")
    status = await player.answer()
    return status, b"" if status == 200 else await player.body()


REFUSED = {
    "unknown line": "/live/nobody/secret/1.ts",
    "wrong password": "/live/alice/wrong/1.ts",
    "wrong password, short form": "/alice/wrong/1",
    "password of another line": "/live/alice/h%C3%A9%20slo/1.ts",
    "expired": "/live/expired/secret/1.ts",
    "disabled": "/live/disabled/secret/1.ts",
    "not in its bouquets": "/live/sports/secret/1.ts",
    "wrong password for an unknown stream": "/live/alice/wrong/999.ts",
}


async def test_every_refusal_looks_the_same_and_reaches_no_source(house: House, publisher: Publisher) -> None:
    answers = {why: await answer(house, path) for why, path in REFUSED.items()}
    assert set(answers.values()) == {(403, b"Forbidden\n")}
    assert publisher.connections_ever == 0
    assert house.gateway.active_viewers() == 0
    assert house.book.begun == []


async def test_an_unknown_stream_is_not_found(house: House) -> None:
    assert await house.status("/live/alice/secret/999.ts") == 404
    assert await house.status("/alice/secret/999") == 404


@pytest.mark.parametrize(
    "path",
    ["/live/alice/secret/x.ts", "/live/alice/secret/1.avi", "/a/b", "/a/b/c/1", "/live/a/b/1", "/a/b/" + "9" * 40],
)
async def test_other_addresses_are_not_players(house: House, path: str) -> None:
    assert await house.status(path) == 404


async def test_credentials_may_hold_any_letters(house: House) -> None:
    assert await house.status("/live/sp%C3%A4%C5%A5/h%C3%A9%20slo/1.ts") == 200


async def test_a_line_that_was_just_added_plays_at_once(house: House) -> None:
    house.catalog.late_lines.append(make_line(9, "new"))
    assert await house.status("/live/new/secret/1.ts") == 200


async def test_head_tells_without_starting_anything(house: House, publisher: Publisher) -> None:
    player = await house.play("/live/alice/secret/1.ts", method="HEAD", headers="Connection: close\r\n")
    assert await player.answer() == 200
    assert b"video/mp2t" in player.head
    assert await player.body() == b""
    assert publisher.connections_ever == 0


async def test_a_range_is_answered_with_the_whole(house: House) -> None:
    assert await house.status("/live/alice/secret/1.ts", headers="Range: bytes=0-\r\n") == 200


async def test_only_get_and_head(house: House) -> None:
    assert await house.status("/live/alice/secret/1.ts", method="DELETE") == 405


async def test_guessing_is_slowed_down_without_work(publisher: Publisher) -> None:
    limits = replace(QUICK, refusals_per_minute=5)
    async with keeping_house([make_line()], [make_stream(1, publisher.url)], limits) as house:
        for _ in range(20):
            assert await answer(house, "/live/alice/guess/1.ts") == (403, b"Forbidden\n")
        assert house.catalog.refreshes == 5
        assert await answer(house, "/live/alice/secret/1.ts") == (403, b"Forbidden\n")


async def test_a_refusal_is_told_once_and_without_what_was_tried(house: House) -> None:
    for path in [*REFUSED.values()] * 2:
        await answer(house, path)
    told = [(subject, message) for kind, subject, message in house.book.activity if kind == "line.refused"]
    assert told == [
        ("127.0.0.1", "127.0.0.1 was refused: wrong credentials"),
        ("expired", "expired was refused: expired"),
        ("disabled", "disabled was refused: disabled"),
        ("sports", "sports was refused: Channel 1 is not in its bouquets"),
    ]
