"""One payload, one packet, however many receive it."""

import pytest

from monitoring import payloads
from monitoring.contract.requests import ConnectionsQuery
from monitoring.snapshot import Snapshot
from monitoring.socket import packets
from monitoring.socket.packets import TICK_EVENTS, TickPackets
from monitoring.socket.room import EVENTS
from tests.fakes.boards import Surroundings
from tests.fakes.clock import ManualClock

NEWEST_FIRST = ConnectionsQuery()


async def ticked() -> TickPackets:
    around = Surroundings(ManualClock())
    around.gateway.open()
    sampler = around.sampler()
    return TickPackets(await sampler.tick(), sampler.bandwidth_history)


async def test_equal_views_share_a_packet_and_others_do_not() -> None:
    tick = await ticked()
    mine = tick.of_tick("connections:update", ConnectionsQuery(search="b"))
    assert mine is tick.of_tick("connections:update", ConnectionsQuery(search="b"))
    assert mine is not tick.of_tick("connections:update", NEWEST_FIRST)


@pytest.mark.parametrize("event", TICK_EVENTS)
async def test_every_event_of_a_tick_is_made_once(event: packets.TickEvent) -> None:
    tick = await ticked()
    assert tick.of_tick(event, NEWEST_FIRST) is tick.of_tick(event, NEWEST_FIRST)
    assert tick.greeting(event, NEWEST_FIRST) is tick.greeting(event, NEWEST_FIRST)


async def test_only_the_greeting_has_the_history() -> None:
    tick = await ticked()
    assert tick.greeting("bandwidth:update", NEWEST_FIRST) is not tick.of_tick("bandwidth:update", NEWEST_FIRST)
    assert tick.greeting("geo:update", NEWEST_FIRST) is tick.of_tick("geo:update", NEWEST_FIRST)


async def test_an_event_that_cannot_be_made_spoils_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    attempts: list[int] = []

    def broken(snapshot: Snapshot) -> None:
        attempts.append(snapshot.seq)
        raise ArithmeticError

    monkeypatch.setattr(payloads, "dashboard", broken)
    tick = await ticked()
    assert [event for event in TICK_EVENTS if tick.of_tick(event, NEWEST_FIRST) is None] == ["dashboard:update"]
    assert tick.of_tick("dashboard:update", NEWEST_FIRST) is None
    assert attempts == [1]


def test_the_room_knows_every_event_of_a_tick() -> None:
    assert set(TICK_EVENTS) <= set(EVENTS)
