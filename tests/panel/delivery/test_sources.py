"""Sources that fail, hang, lie or come back."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from monitoring.model import StatusChange
from tests.fakes.catalog import make_line, make_stream
from tests.fakes.publisher import Behaviour, Publisher
from tests.fakes.web import answering, whole_answer
from tests.panel.delivery.house import QUICK, keeping_house, until

PATH = "/live/alice/secret/1.ts"
MakePublisher = Callable[[int], Publisher]


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        ("html", "the source sends a web page, not MPEG-TS"),
        ("missing", "the source answers 404"),
        ("stall", "the source sends nothing"),
        ("drop", "the connection to the source broke"),
    ],
)
async def test_a_source_without_a_stream_is_offline_and_says_why(
    publisher: Publisher, behaviour: Behaviour, reason: str
) -> None:
    publisher.behaviour = behaviour
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        assert await house.status(PATH) == 503
        assert house.stream_status() == ("offline", reason)
        assert house.book.begun == []


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (whole_answer(b"#EXTM3U\n#EXT-X-VERSION:3\n"), "the source's playlist has no segments"),
        (whole_answer(bytes(100_000)), "the source does not send MPEG-TS"),
        (whole_answer(b"G" * 10), "the source does not send MPEG-TS"),
        (whole_answer(b""), "the source sends nothing"),
        (b"220 ftp.example ready\r\n", "the connection to the source broke"),
        (whole_answer(b"", status="500 Oops"), "the source answers 500"),
    ],
)
async def test_what_is_no_transport_stream_is_named(answer: bytes, reason: str) -> None:
    async def give(_path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)

    async with (
        answering(give) as web,
        keeping_house([make_line()], [make_stream(1, web.url())]) as house,
    ):
        assert await house.status(PATH) == 503
        assert house.stream_status() == ("offline", reason)


async def test_nobody_listening_is_offline_at_once(publisher: Publisher) -> None:
    publisher.stop()
    async with keeping_house([make_line()], [make_stream(1, publisher.url, on_demand=False)]) as house:
        await until(lambda: house.stream_status()[0] == "offline")
        assert house.stream_status()[1] == "the source refuses connections"
        begun = time.monotonic()
        assert await house.status(PATH) == 503
        assert await house.status(PATH, method="HEAD") == 503
        assert time.monotonic() - begun < 0.5


async def test_a_backup_takes_over_and_viewers_stay(make_publisher: MakePublisher) -> None:
    primary, backup = make_publisher(3_200_000), make_publisher(1_600_000)
    async with keeping_house([make_line()], [make_stream(1, primary.url, backup.url)]) as house:
        player = await house.watching()
        await player.read(100_000)
        assert backup.connections_ever == 0
        primary.stop()
        await until(lambda: backup.connections_now == 1)
        assert len(await player.watch(1.0)) > 100_000
        assert house.stream_status() == ("degraded", "on backup 1: the source ended")
        assert house.gateway.active_viewers() == 1


async def test_a_dead_primary_is_skipped_at_the_start(make_publisher: MakePublisher) -> None:
    primary, backup = make_publisher(3_200_000), make_publisher(3_200_000)
    primary.behaviour = "missing"
    async with keeping_house([make_line()], [make_stream(1, primary.url, backup.url)]) as house:
        await house.watching()
        assert (primary.connections_ever, backup.connections_ever) == (1, 1)


async def test_a_change_is_told_within_a_second_and_once(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url, on_demand=False)]) as house:
        changes: list[StatusChange] = []
        house.gateway.board.watch(changes.append)
        await until(lambda: house.stream_status()[0] == "online")
        publisher.stop()
        await until(lambda: house.stream_status()[0] == "offline", 1.0)
        await asyncio.sleep(0.5)
        publisher.start()
        await until(lambda: house.stream_status()[0] == "online")
        told = [(change.previous, change.state.status) for change in changes]
        assert told == [("starting", "online"), ("online", "offline"), ("offline", "online")]
        state = house.gateway.board.states()[0]
        assert state.restarts == 1
        assert state.received_bytes
        assert state.response_ms is not None
        assert state.last_error == "the source refuses connections"
        assert [kind for kind, *_ in house.book.activity] == ["stream.offline", "stream.online"]


async def test_a_source_that_goes_quiet_is_lost(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        await house.watching()
        publisher.behaviour = "stall"
        await until(lambda: house.stream_status()[0] == "offline")
        assert house.stream_status()[1] in ("the source sent nothing for 1 s", "the source sends nothing")


async def test_viewers_of_a_lost_source_are_let_go_in_the_end(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        player = await house.watching()
        await player.read(188)
        publisher.stop()
        await asyncio.sleep(0.4)
        assert house.gateway.active_viewers() == 1
        await player.until_end()
        await until(lambda: bool(house.book.endings))
        assert [ending.reason for ending in house.book.endings.values()] == ["source lost"]


async def test_a_stream_on_demand_is_pulled_only_while_wanted(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        assert house.stream_status()[0] == "unknown"
        await asyncio.sleep(0.3)
        assert publisher.connections_ever == 0
        player = await house.watching()
        await player.leave()
        player = await house.watching()
        assert publisher.connections_ever == 1
        await player.leave()
        await until(lambda: house.stream_status()[0] == "unknown")
        await until(lambda: publisher.connections_now == 0)


async def test_a_player_that_gives_up_waiting_frees_its_slot(publisher: Publisher) -> None:
    publisher.behaviour = "stall"
    streams = [make_stream(1, publisher.url), make_stream(2, publisher.url)]
    limits = replace(QUICK, first_byte_s=5.0, wait_for_source_s=5.0)
    async with keeping_house([make_line(max_connections=1)], streams, limits) as house:
        waiting = await house.play(PATH)
        await until(lambda: publisher.connections_now == 1)
        await waiting.leave()
        publisher.behaviour = "stream"
        begun = time.monotonic()
        assert await house.status("/live/alice/secret/2.ts") == 200
        assert time.monotonic() - begun < 1.0


async def test_waiting_for_a_source_ends(publisher: Publisher) -> None:
    publisher.behaviour = "stall"
    limits = replace(QUICK, first_byte_s=5.0, wait_for_source_s=0.3)
    async with keeping_house([make_line()], [make_stream(1, publisher.url)], limits) as house:
        begun = time.monotonic()
        assert await house.status(PATH) == 503
        assert time.monotonic() - begun < 1.0


async def test_an_operator_stops_starts_and_restarts(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url, on_demand=False)]) as house:
        player = await house.watching()
        state = await house.gateway.stop_stream(1)
        assert (state.status, state.reason) == ("stopped", "stopped by an operator")
        await player.until_end()
        assert await house.status(PATH) == 503
        await asyncio.sleep(0.3)
        assert house.stream_status()[0] == "stopped"
        assert (await house.gateway.start_stream(1)).status == "starting"
        player = await house.watching()
        await player.read(50_000)
        pulled = publisher.connections_ever
        assert (await house.gateway.restart_stream(1)).status == "starting"
        await until(lambda: publisher.connections_ever == pulled + 1)
        assert len(await player.watch(0.5)) > 50_000
        with pytest.raises(LookupError):
            await house.gateway.start_stream(99)


async def test_a_restart_that_the_catalog_asks_for_keeps_viewers(publisher: Publisher) -> None:
    stream = make_stream(1, publisher.url)
    async with keeping_house([make_line()], [stream]) as house:
        player = await house.watching()
        house.catalog.change(streams=[replace(stream, position=1)])
        await player.read(50_000)
        assert publisher.connections_ever == 1
        asked = replace(stream, restart_requested_at=datetime(2026, 1, 31, tzinfo=UTC))
        house.catalog.change(streams=[asked])
        await until(lambda: publisher.connections_ever == 2 and publisher.connections_now == 1)
        house.catalog.change(streams=[asked])
        assert len(await player.watch(0.5)) > 50_000
        assert publisher.connections_ever == 2


async def test_sources_of_the_catalog_are_followed(make_publisher: MakePublisher) -> None:
    first, second = make_publisher(3_200_000), make_publisher(3_200_000)
    async with keeping_house([make_line()], [make_stream(1, first.url)]) as house:
        player = await house.watching()
        house.catalog.change(streams=[make_stream(1, second.url)])
        await until(lambda: second.connections_now == 1 and first.connections_now == 0)
        assert len(await player.watch(0.5)) > 50_000
        house.catalog.change(streams=[make_stream(2, first.url, on_demand=False)])
        await until(lambda: house.stream_status(2)[0] == "online")
        house.catalog.change(without_streams=[1, 2])
        await player.until_end()
        await until(lambda: first.connections_now == second.connections_now == 0)
        assert house.gateway.board.states() == []
        assert [ending.reason for ending in house.book.endings.values()] == ["disabled"]
