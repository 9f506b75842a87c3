"""Connections that the server ends, each with its reason, none with a byte unaccounted."""

import asyncio
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from panel.delivery.transport_stream import find_sync
from panel.sessions import EndReason
from tests.fakes.catalog import make_line, make_stream
from tests.fakes.publisher import Publisher
from tests.panel.delivery.house import QUICK, House, keeping_house, until


def reasons(house: House) -> list[EndReason]:
    return [ending.reason for ending in house.book.endings.values()]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (make_line(enabled=False), "disabled"),
        (make_line(password="another"), "disabled"),
        (make_line(expires_at=datetime(2020, 1, 1, tzinfo=UTC)), "expired"),
        (make_line(bouquet_ids=frozenset({5})), "rule"),
        (make_line(max_connections=1), "limit"),
        (None, "disabled"),
    ],
)
async def test_a_line_that_may_no_longer_watch_is_cut(publisher: Publisher, change: object, reason: EndReason) -> None:
    async with keeping_house([make_line(), make_line(2, "bob")], [make_stream(1, publisher.url)]) as house:
        players = [await house.watching(), await house.watching()]
        await house.watching("/live/bob/secret/1.ts")
        if change is None:
            house.catalog.change(without_lines=[1])
        else:
            house.catalog.change(lines=[change] if isinstance(change, type(make_line())) else [])
        kept = 1 if reason == "limit" else 0
        for player in players[kept:]:
            await player.until_end()
        await until(lambda: reasons(house) == [reason] * (2 - kept))
        assert house.gateway.active_viewers() == 1 + kept


async def test_a_line_that_expires_while_it_watches_is_cut(publisher: Publisher) -> None:
    soon = datetime.now(UTC) + timedelta(seconds=0.5)
    async with keeping_house([make_line(expires_at=soon)], [make_stream(1, publisher.url)]) as house:
        player = await house.watching()
        await player.until_end()
        assert reasons(house) == ["expired"]


async def test_a_disabled_stream_lets_its_viewers_go(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        player = await house.watching()
        house.catalog.change(streams=[make_stream(1, publisher.url, enabled=False)])
        await player.until_end()
        assert reasons(house) == ["disabled"]
        assert house.stream_status() == ("stopped", "disabled")
        house.catalog.change(streams=[make_stream(1, publisher.url)])
        await house.watching()


async def test_draining_gives_everyone_whole_packets_and_accounts_for_all(publisher: Publisher) -> None:
    publisher.bitrate_bps = 40_000_000
    limits = replace(QUICK, viewer_stall_s=30.0)
    async with keeping_house([make_line()], [make_stream(1, publisher.url)], limits) as house:
        good = [await house.watching() for _ in range(3)]
        stuck = await house.play("/live/alice/secret/1.ts", receive_buffer_bytes=32 * 1024)
        await stuck.answer()
        watching = [asyncio.create_task(player.watch(10)) for player in good]
        await asyncio.sleep(0.5)
        begun = time.monotonic()
        await house.gateway.drain(1.0)
        assert time.monotonic() - begun < 1.5
        assert house.gateway.active_viewers() == 0
        assert reasons(house) == ["shutdown"] * 4
        sent = [house.book.endings[identity.id].sent_bytes for identity in house.book.begun]
        for data, sent_bytes in zip(await asyncio.gather(*watching), sent, strict=False):
            assert len(data) == sent_bytes
            assert len(data) % 188 == 0
            assert find_sync(data) == 0
        assert await house.status("/live/alice/secret/1.ts") == 503


async def test_draining_sends_who_waits_away(publisher: Publisher) -> None:
    publisher.behaviour = "stall"
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        waiting = await house.play("/live/alice/secret/1.ts")
        await until(lambda: publisher.connections_now == 1)
        await house.gateway.drain(1.0)
        publisher.behaviour = "stream"
        assert await waiting.answer() == 503


async def test_peak_and_duration_are_kept(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        player = await house.watching()
        await player.watch(1.0)
        await house.counted()
        await player.watch(1.0)
        await house.counted()
        await player.leave()
        await until(lambda: bool(house.book.endings))
        (ending,) = house.book.endings.values()
        assert 2.0 <= ending.duration_s <= 3.0
        assert ending.peak_bps is not None
        assert ending.peak_bps == pytest.approx(3_200_000, rel=0.35)
        assert ending.stall_s == 0
