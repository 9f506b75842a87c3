"""One payload, one packet, however many receive it."""

import json
from collections.abc import Callable

import pytest

from monitoring import payloads
from monitoring.contract.requests import ConnectionsQuery
from monitoring.snapshot import Snapshot
from monitoring.socket import packets
from monitoring.socket.packets import FIRST_EVENTS, TICK_EVENTS, TickPackets
from monitoring.socket.parcel import Message
from monitoring.socket.room import ALL_EVENTS, EVENTS
from monitoring.socket.view import View
from tests.fakes.boards import Surroundings
from tests.fakes.clock import ManualClock

NEWEST_FIRST = View(ConnectionsQuery())


def name_of(message: Message) -> str:
    return str(json.loads(message.data[1:])[0])


async def ticked() -> TickPackets:
    around = Surroundings(ManualClock())
    around.gateway.open()
    sampler = around.sampler()
    return TickPackets(await sampler.tick(), sampler.bandwidth_history)


async def test_equal_views_share_a_packet_and_others_do_not() -> None:
    tick = await ticked()
    mine = tick.of_tick("connections:update", View(ConnectionsQuery(search="b")))
    assert mine is tick.of_tick("connections:update", View(ConnectionsQuery(search="b")))
    assert mine is not tick.of_tick("connections:update", NEWEST_FIRST)


async def test_sockets_that_want_the_same_share_all_of_it() -> None:
    tick = await ticked()
    mine = tick.tick(ALL_EVENTS, View(ConnectionsQuery(search="b")))
    assert mine is tick.tick(frozenset(EVENTS), View(ConnectionsQuery(search="b")))
    assert mine is not tick.tick(ALL_EVENTS, NEWEST_FIRST)
    less = tick.tick(frozenset({"geo:update", "dashboard:update"}), NEWEST_FIRST)
    assert [name_of(message) for message in less.messages] == ["dashboard:update", "geo:update"]
    assert [name_of(message) for message in tick.first(ALL_EVENTS, NEWEST_FIRST).messages] == list(FIRST_EVENTS)


async def test_nothing_is_made_that_nobody_wants(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def counted(name: str, make: Callable[..., object]) -> Callable[..., object]:
        def counting(*arguments: object) -> object:
            made.append(name)
            return make(*arguments)

        return counting

    for name in ("dashboard", "connections", "bandwidth_tick", "streams", "geo"):
        monkeypatch.setattr(payloads, name, counted(name, getattr(payloads, name)))
    tick = await ticked()
    assert made == []
    tick.tick(frozenset({"bandwidth:update"}), NEWEST_FIRST)
    tick.tick(frozenset({"bandwidth:update", "geo:update"}), NEWEST_FIRST)
    assert made == ["bandwidth_tick", "geo"]


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
