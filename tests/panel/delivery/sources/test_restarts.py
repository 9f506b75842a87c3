"""Streams that are restarted by themselves, and not too often."""

from dataclasses import replace

from monitoring.model import StatusChange
from panel.catalog import RestartTriggers
from panel.delivery.sources.restarts import RestartDue, Restarts
from tests.fakes.catalog import make_line, make_stream
from tests.fakes.clock import ManualClock
from tests.fakes.publisher import Publisher
from tests.panel.delivery.house import QUICK, keeping_house, until


async def test_nothing_asks_for_a_restart_of_its_own() -> None:
    clock = ManualClock()
    restarts = Restarts(clock)
    await clock.advance(1_000_000)
    assert restarts.due(RestartTriggers(), 1_000_000) is None


async def test_silence_asks_for_one_with_its_figure() -> None:
    clock = ManualClock()
    restarts, triggers = Restarts(clock), RestartTriggers(silence_s=5)
    await clock.advance(4.9)
    assert restarts.due(triggers, 0) is None
    restarts.received()
    await clock.advance(4.9)
    assert restarts.due(triggers, 0) is None
    await clock.advance(1.1)
    assert restarts.due(triggers, 0) == RestartDue("no data for 6 s")


async def test_age_asks_for_one() -> None:
    clock = ManualClock()
    restarts, triggers = Restarts(clock), RestartTriggers(every_h=2)
    await clock.advance(7199)
    assert restarts.due(triggers, 0) is None
    await clock.advance(1)
    assert restarts.due(triggers, 0) == RestartDue("2 h since the last start")
    restarts.begun()
    assert restarts.due(triggers, 0) is None


async def test_errors_of_the_last_minute_ask_for_one() -> None:
    clock = ManualClock()
    restarts, triggers = Restarts(clock), RestartTriggers(errors_per_minute=10)
    for errors in range(0, 300, 3):
        # Nine in a minute, for ever.
        assert restarts.due(triggers, errors) is None
        await clock.advance(20)
    assert restarts.due(triggers, 306) == RestartDue("15 continuity errors in a minute")


async def test_there_are_never_more_than_allowed_in_an_hour() -> None:
    clock = ManualClock()
    restarts, triggers = Restarts(clock), RestartTriggers(silence_s=60, most_per_hour=3)
    done, refused = [], []
    for minute in range(1, 121):
        await clock.advance(60)
        due = restarts.due(triggers, 0)
        if due is not None and due.allowed:
            done.append(minute)
            restarts.begun()
        elif due is not None:
            refused.append(minute)
    assert done == [1, 2, 3, 61, 62, 63]
    assert refused == [4, 64]


async def test_a_silent_source_is_asked_again_and_all_are_told_why(publisher: Publisher) -> None:
    limits = replace(QUICK, source_stall_s=20.0, first_byte_s=20.0)
    stream = replace(
        make_stream(1, publisher.url, on_demand=False), triggers=RestartTriggers(silence_s=1, most_per_hour=1)
    )
    async with keeping_house([make_line()], [stream], limits) as house:
        player = await house.watching()
        changes: list[StatusChange] = []
        house.gateway.board.watch(changes.append)
        publisher.behaviour = "stall"
        await until(lambda: publisher.connections_ever == 2)
        publisher.behaviour = "stream"
        assert (changes[0].state.status, changes[0].state.reason) == ("starting", "no data for 1 s")
        assert ("stream.restarted", "Channel 1 restarted by itself: no data for 1 s") in [
            (entry[0], entry[-1]) for entry in house.book.activity
        ]
        await until(lambda: house.stream_status() == ("online", None))
        assert len(await player.watch(0.5)) > 50_000
