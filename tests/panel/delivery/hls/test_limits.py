"""Limits, kicks and rules hold for HLS players; players that take nothing cost nothing."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import uvloop

from panel.delivery.kick import KickOrder
from panel.sessions import EndReason
from tests.fakes.catalog import make_line, make_stream
from tests.fakes.publisher import Publisher
from tests.panel.delivery.hls.players import MASTER, child_of, counted_bytes, fetch, kept_open, playing
from tests.panel.delivery.house import QUICK, keeping_house, until


async def test_a_line_at_its_limit_is_refused_at_the_first_use_of_a_token(publisher: Publisher) -> None:
    async with keeping_house([make_line(max_connections=1)], [make_stream(1, publisher.url)]) as house:
        child, paths = await playing(house)
        other = await child_of(house, agent="another")
        assert (await fetch(house, other)).status == 403
        assert await house.status("/live/alice/secret/1.ts", agent="another") == 403
        assert (await fetch(house, child)).status == 200
        assert (await fetch(house, paths[0])).status == 200
        assert house.gateway.active_viewers() == 1


async def test_many_first_uses_at_once_are_one_connection(publisher: Publisher) -> None:
    async with keeping_house([make_line(max_connections=1)], [make_stream(1, publisher.url)]) as house:
        child = await child_of(house)
        replies = await asyncio.gather(*(fetch(house, child) for _ in range(6)))
        assert {reply.status for reply in replies} == {200}
        assert len(house.book.begun) == 1
        tokens = [await child_of(house, agent=f"agent {number}") for number in range(5)]
        refused = await asyncio.gather(*(fetch(house, token) for token in tokens))
        assert {reply.status for reply in refused} == {403}


async def test_who_zaps_leaves_the_previous_stream(publisher: Publisher) -> None:
    streams = [make_stream(1, publisher.url), make_stream(2, publisher.url)]
    async with keeping_house([make_line(max_connections=1)], streams) as house:
        first, _ = await playing(house)
        await playing(house, "/live/alice/secret/2.m3u8")
        assert [identity.stream_id for identity in house.book.begun] == [1, 2]
        assert [ending.reason for ending in house.book.endings.values()] == ["left"]
        assert (await fetch(house, first)).status == 403


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (make_line(enabled=False), "disabled"),
        (make_line(password="another"), "disabled"),
        (make_line(expires_at=datetime(2020, 1, 1, tzinfo=UTC)), "expired"),
        (make_line(bouquet_ids=frozenset({5})), "rule"),
    ],
)
async def test_a_line_that_may_no_longer_watch_is_cut(publisher: Publisher, change: object, reason: EndReason) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        child, paths = await playing(house)
        unused = await child_of(house, agent="another")
        house.catalog.change(lines=[change] if isinstance(change, type(make_line())) else [])
        for path in (child, paths[0], unused):
            assert (await fetch(house, path)).status == 403
        assert [ending.reason for ending in house.book.endings.values()] == [reason]


async def test_a_kick_cuts_what_is_being_fetched_and_ends_the_token(publisher: Publisher) -> None:
    publisher.bitrate_bps = 16_000_000
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        child, paths = await playing(house)
        before = await counted_bytes(house)
        slow = await house.play(paths[0], receive_buffer_bytes=16 * 1024)
        assert await slow.answer() == 200
        await slow.read(100_000)
        (identity,) = house.book.begun
        assert await house.gateway.kick(identity.id, KickOrder("ann")) is not None
        assert house.gateway.active_viewers() == 0
        ending = house.book.endings[identity.id]
        assert ending.reason == "kicked"
        assert ending.bytes_exact
        assert await slow.until_end() <= ending.sent_bytes - before < 3_000_000
        assert (await fetch(house, child)).status == 403
        assert (await fetch(house, paths[0])).status == 403


async def test_who_takes_nothing_of_a_segment_is_ended_as_stalled(publisher: Publisher) -> None:
    publisher.bitrate_bps = 16_000_000
    limits = replace(QUICK, viewer_stall_s=0.5, short_s=0.2)
    async with keeping_house([make_line()], [make_stream(1, publisher.url)], limits) as house:
        _, paths = await playing(house)
        stuck = await house.play(paths[0], receive_buffer_bytes=16 * 1024)
        assert await stuck.answer() == 200
        await until(lambda: bool(house.book.endings))
        (ending,) = house.book.endings.values()
        assert ending.reason == "stalled"
        assert ending.stall_s is not None
        assert ending.stall_s > 0
        assert await stuck.until_end() <= ending.sent_bytes


async def test_an_aborted_segment_counts_what_was_received(publisher: Publisher) -> None:
    publisher.bitrate_bps = 16_000_000
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        _, paths = await playing(house)
        before = await counted_bytes(house)
        player = await house.play(paths[0], receive_buffer_bytes=16 * 1024)
        assert await player.answer() == 200
        await player.read(300_000)
        await player.leave()
        await until(lambda: len(house.server.server_state.connections) == 0)
        assert 300_000 <= await counted_bytes(house) - before <= 300_000 + 256 * 1024


async def test_requests_that_share_a_connection_are_all_counted(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        child, paths = await playing(house)
        before = await counted_bytes(house)
        async with kept_open(house) as ask:
            received = [len(await ask(path)) for path in (child, *paths, child, child)]
            assert await counted_bytes(house) - before == sum(received)
        async with kept_open(house) as ask:
            await ask(child)
            assert await ask(MASTER)
            assert await counted_bytes(house) - before >= sum(received) + received[-1]


async def test_a_player_that_fetches_quickly_is_not_too_busy(publisher: Publisher) -> None:
    limits = replace(QUICK, sweep_s=60.0)
    async with keeping_house([make_line()], [make_stream(1, publisher.url)], limits) as house:
        child, paths = await playing(house)
        async with kept_open(house) as ask:
            for path in (*paths, *([child] * 20), paths[0]):
                assert await ask(path)
        held = [await house.play(paths[0], receive_buffer_bytes=16 * 1024) for _ in range(8)]
        assert [await player.answer() for player in held] == [200] * 8
        assert (await fetch(house, child)).status == 429


async def test_a_connection_that_goes_on_to_something_else_keeps_nothing_open(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        _, paths = await playing(house)
        before = await counted_bytes(house)
        async with kept_open(house) as ask:
            received = len(await ask(paths[0]))
            await ask.only_send("/live/alice/secret/1.ts")
            await until(lambda: house.gateway.active_viewers() == 2)
        await until(lambda: house.gateway.active_viewers() == 1)
        assert (await house.counted())[house.book.begun[0].id] - before == received
        await house.gateway.kick(house.book.begun[0].id, KickOrder("ann"))
        assert house.book.endings[house.book.begun[0].id].reason == "kicked"


async def test_a_source_that_is_down_is_told_at_once(publisher: Publisher) -> None:
    publisher.behaviour = "missing"
    async with keeping_house([make_line()], [make_stream(1, publisher.url, on_demand=False)]) as house:
        await until(lambda: house.stream_status()[0] == "offline")
        assert (await fetch(house, MASTER)).status == 503


async def test_viewers_of_a_lost_source_are_let_go(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        child, _ = await playing(house)
        publisher.behaviour = "drop"
        await until(lambda: bool(house.book.endings))
        assert [ending.reason for ending in house.book.endings.values()] == ["source lost"]
        assert (await fetch(house, child)).status == 403


async def test_draining_accounts_for_hls_players(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        child, _ = await playing(house)
        await house.gateway.drain(1.0)
        assert [ending.reason for ending in house.book.endings.values()] == ["shutdown"]
        assert (await fetch(house, child)).status == 503
        assert (await fetch(house, MASTER)).status == 503


def test_kicks_and_aborted_segments_on_uvloop(publisher: Publisher) -> None:
    publisher.bitrate_bps = 16_000_000

    async def scenario() -> None:
        async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
            child, paths = await playing(house)
            before = await counted_bytes(house)
            leaving = await house.play(paths[0], receive_buffer_bytes=16 * 1024)
            await leaving.answer()
            await leaving.read(300_000)
            await leaving.leave()
            await until(lambda: len(house.server.server_state.connections) == 0)
            received = await counted_bytes(house) - before
            assert 300_000 <= received <= 300_000 + 256 * 1024
            slow = await house.play(paths[0], receive_buffer_bytes=16 * 1024)
            await slow.answer()
            (identity,) = house.book.begun
            assert await house.gateway.kick(identity.id, KickOrder("ann")) is not None
            assert received + await slow.until_end() <= house.book.endings[identity.id].sent_bytes - before
            assert (await fetch(house, child)).status == 403

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(scenario())
