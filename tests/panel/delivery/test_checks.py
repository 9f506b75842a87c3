"""Sources of streams that nobody watches: looked at in turn, a few at once, never in anybody's way."""

import asyncio
import itertools
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from monitoring.model import StatusChange
from panel.delivery.limits import DeliveryLimits
from tests.fakes.catalog import make_line, make_stream
from tests.fakes.hls_origin import hls_origin
from tests.fakes.publisher import Behaviour, Publisher
from tests.fakes.web import Answer, answering, whole_answer
from tests.panel.delivery.house import QUICK, keeping_house, until

MakePublisher = Callable[[int], Publisher]
CHECKING = replace(QUICK, check_interval_s=0.5, check_deadline_s=0.6, first_byte_s=5.0)
OFTEN_ENOUGH_S = 4.0


async def test_a_good_source_is_online_though_nobody_watches(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)], CHECKING) as house:
        assert house.stream_status()[0] == "unknown"
        await until(lambda: house.stream_status() == ("online", None))
        state = house.stream_state()
        assert (state.running, state.online_monotonic_s, state.restarts) == (False, None, 0)
        assert state.checked_at is not None
        assert state.response_ms is not None
        await until(lambda: publisher.connections_ever >= 3)
        await until(lambda: publisher.connections_now == 0)
        assert house.book.begun == []
        assert house.book.activity == []
        assert house.stream_state().restarts == 0
        assert len(house.health.checks(1)) >= 2


async def endless_redirects(_path: str, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


async def head_only(_path: str, writer: asyncio.StreamWriter) -> None:
    writer.write(whole_answer(b""))
    await writer.drain()
    await asyncio.sleep(30)


async def nothing_at_all(_path: str, _writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(30)


def giving(answer: bytes) -> Answer:
    async def give(_path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)

    return give


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (giving(whole_answer(b"", status="404 Not Found")), "the source answers 404"),
        (giving(whole_answer(b"<html>expired</html>", "text/html")), "the source sends a web page, not MPEG-TS"),
        (giving(whole_answer(b"")), "the source sends nothing"),
        (endless_redirects, "the source redirects too often"),
        (head_only, "the source did not answer within 0.6 s"),
        (nothing_at_all, "the source did not answer within 0.6 s"),
    ],
)
async def test_a_bad_source_is_offline_with_its_reason_within_the_deadline(answer: Answer, reason: str) -> None:
    async with (
        answering(answer) as web,
        keeping_house([make_line()], [make_stream(1, web.url())], CHECKING) as house,
    ):
        begun_s = time.monotonic()
        await until(lambda: house.stream_status()[0] == "offline", OFTEN_ENOUGH_S)
        assert time.monotonic() - begun_s < 2.0
        assert house.stream_status() == ("offline", reason)
        assert house.stream_state().last_error == reason
        check = house.health.checks(1)[-1]
        assert (check.verdict, check.response_ms, check.reason) == ("failed", None, reason)
        assert [kind for kind, *_ in house.book.activity] == ["stream.offline"]


async def test_a_backup_in_place_of_the_primary_is_degraded(publisher: Publisher) -> None:
    async with (
        answering(giving(whole_answer(b"", status="404 Not Found"))) as web,
        keeping_house([make_line()], [make_stream(1, web.url(), publisher.url)], CHECKING) as house,
    ):
        await until(lambda: house.stream_status()[0] == "degraded")
        assert house.stream_status()[1] == "on backup 1: the source answers 404"


async def test_an_hls_source_is_looked_at_too() -> None:
    async with hls_origin() as origin:
        stream = make_stream(1, origin.url)
        async with keeping_house([make_line()], [stream], replace(CHECKING, check_deadline_s=5.0)) as house:
            await until(lambda: house.stream_status() == ("online", None))


async def test_a_source_that_changes_is_told_at_the_next_check(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)], CHECKING) as house:
        changes: list[StatusChange] = []
        house.gateway.board.watch(changes.append)
        await until(lambda: house.stream_status()[0] == "online")
        publisher.behaviour = "missing"
        await until(lambda: house.stream_status()[0] == "offline")
        publisher.behaviour = "stream"
        await until(lambda: house.stream_status()[0] == "online")
        told = [(change.previous, change.state.status) for change in changes]
        assert told == [("unknown", "online"), ("online", "offline"), ("offline", "online")]
        assert all(change.state.checked_at is not None for change in changes)


async def test_other_sources_are_looked_at_at_once(make_publisher: MakePublisher) -> None:
    first, second = make_publisher(800_000), make_publisher(800_000)
    second.behaviour = "missing"
    limits = replace(CHECKING, check_interval_s=3600.0)
    async with keeping_house([make_line()], [make_stream(1, first.url)], limits) as house:
        await until(lambda: house.stream_status()[0] == "online")
        house.catalog.change(streams=[make_stream(1, second.url)])
        await until(lambda: house.stream_status()[0] == "offline")


async def test_playing_begins_at_once_and_ends_as_online(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)], CHECKING) as house:
        await until(lambda: house.stream_status()[0] == "online")
        changes: list[StatusChange] = []
        house.gateway.board.watch(changes.append)
        begun_s = time.monotonic()
        player = await house.watching()
        await player.read(50_000)
        assert time.monotonic() - begun_s < 1.0
        assert house.stream_state().running
        assert house.stream_state().checked_at is None
        pulled = publisher.connections_ever
        await player.read(400_000)
        assert publisher.connections_ever == pulled
        await player.leave()
        await until(lambda: not house.stream_state().running)
        assert house.stream_status() == ("online", None)
        assert house.stream_state().checked_at is not None
        assert [change.state.status for change in changes] == ["starting", "online"]
        assert house.stream_state().restarts == 0


async def test_a_look_ends_where_somebody_comes_to_watch() -> None:
    numbers = itertools.count(1)
    open_now: list[int] = []

    async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer nothing until the other side goes."""
        await reader.readuntil(b"\r\n\r\n")
        number = next(numbers)
        open_now.append(number)
        await reader.read()
        open_now.remove(number)
        writer.close()

    server = await asyncio.start_server(hold, "127.0.0.1", 0)
    async with server:
        source = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        limits = replace(CHECKING, check_deadline_s=30.0, first_byte_s=30.0, wait_for_source_s=30.0)
        async with keeping_house([make_line()], [make_stream(1, source)], limits) as house:
            await until(lambda: open_now == [1])
            await house.play("/live/alice/secret/1.ts")
            await until(lambda: open_now == [2])


async def test_dead_sources_delay_neither_each_other_nor_the_rest(make_publisher: MakePublisher) -> None:
    good = make_publisher(800_000)
    async with answering(nothing_at_all) as web:
        dead = [make_stream(number, web.url(f"/{number}")) for number in range(1, 31)]
        alive = [make_stream(number, good.url) for number in range(31, 35)]
        limits = replace(CHECKING, check_interval_s=2.0, checks_at_once=4, check_deadline_s=1.0)
        async with keeping_house([make_line()], [*dead, *alive], limits) as house:
            await until(lambda: all(house.stream_status(stream.id)[0] == "online" for stream in alive), 20.0)
            await until(lambda: all(house.stream_status(stream.id)[0] == "offline" for stream in dead), 20.0)
            checked = {stream.id: len(house.health.checks(stream.id)) for stream in alive}
            await asyncio.sleep(3 * 2.0)
            more = [len(house.health.checks(stream.id)) - checked[stream.id] for stream in alive]
            assert min(more) >= 2


async def test_no_more_are_looked_at_at_once_than_allowed() -> None:
    now, most = 0, 0

    async def slow(_path: str, writer: asyncio.StreamWriter) -> None:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.2)
        now -= 1
        writer.write(whole_answer(b"", status="404 Not Found"))

    async with answering(slow) as web:
        streams = [make_stream(number, web.url(f"/{number}")) for number in range(1, 13)]
        limits: DeliveryLimits = replace(CHECKING, checks_at_once=3, check_deadline_s=5.0)
        async with keeping_house([make_line()], streams, limits) as house:
            await until(lambda: all(house.stream_status(stream.id)[0] == "offline" for stream in streams), 10.0)
    assert most == 3


@pytest.mark.parametrize("behaviour", ["stream", "missing"])
async def test_what_is_stopped_disabled_or_no_live_stream_is_left_alone(
    publisher: Publisher, behaviour: Behaviour
) -> None:
    publisher.behaviour = behaviour
    movie = replace(make_stream(2, publisher.url), type="movie")
    streams = [make_stream(1, publisher.url, enabled=False), movie, make_stream(3, publisher.url)]
    async with keeping_house([make_line()], streams, CHECKING) as house:
        await until(lambda: house.stream_status(3)[0] in ("online", "offline"))
        await house.gateway.stop_stream(3)
        asked = publisher.connections_ever
        await asyncio.sleep(1.5)
        assert publisher.connections_ever == asked
        assert [house.stream_status(number)[0] for number in (1, 2, 3)] == ["stopped", "unknown", "stopped"]
        await house.gateway.start_stream(3)
        await until(lambda: house.stream_status(3)[0] in ("online", "offline"))
