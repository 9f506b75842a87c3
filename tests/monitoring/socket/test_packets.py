"""One payload, one packet, however many receive it."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from monitoring import payloads
from monitoring.contract.requests import ConnectionsQuery, ConnectionsSubscription, EventName
from monitoring.index import Selection
from monitoring.snapshot import Snapshot
from monitoring.socket import packets, pages
from monitoring.socket.packets import FIRST_EVENTS, TICK_EVENTS, TickPackets
from monitoring.socket.parcel import Message, Parcel
from monitoring.socket.room import ALL_EVENTS, EVENTS
from monitoring.socket.view import View
from monitoring.views import select
from tests.fakes.boards import Surroundings
from tests.fakes.clock import ManualClock

NEWEST_FIRST = View(ConnectionsQuery())


def name_of(message: Message) -> str:
    return str(json.loads(message.data[1:])[0])


async def three_ticks() -> list[TickPackets]:
    """Three ticks of two connections, each sent before the next."""
    clock = ManualClock()
    around = Surroundings(clock)
    around.gateway.open("ann")
    around.gateway.open("bob")
    sampler = around.sampler()
    ticks: list[TickPackets] = []
    for _ in range(3):
        clock.jump(5)
        snapshot = await sampler.tick()
        ticks.append(TickPackets(snapshot, sampler.bandwidth_history, before=ticks[-1] if ticks else None))
    return ticks


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

    for name in ("dashboard", "connections_page", "bandwidth_tick", "streams", "geo"):
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


TABLE: frozenset[EventName] = frozenset({"connections:update"})


def sent(parcel: Parcel) -> list[Any]:
    """The one event of a parcel, decoded."""
    (message,) = parcel.messages
    return list(json.loads(message.data[1:]))


async def test_who_has_the_page_of_the_tick_before_is_told_what_became_of_it() -> None:
    view = View(ConnectionsSubscription(delta=True))
    first, second, third = await three_ticks()
    assert sent(first.tick(TABLE, view))[0] == "connections:update"
    event, delta, page = sent(second.tick(TABLE, view, 1))
    assert (event, delta["baseSeq"], page["seq"]) == ("connections:delta", 1, 2)
    assert delta["columns"]["duration"] == [10, 10]
    assert sent(third.tick(TABLE, view, 2))[1]["baseSeq"] == 2


async def test_who_fell_behind_or_has_another_page_or_did_not_ask_gets_all_of_it() -> None:
    view, other = View(ConnectionsSubscription(delta=True)), View(ConnectionsSubscription(delta=True, limit=1))
    first, second, third = await three_ticks()
    first.tick(TABLE, view)
    second.tick(TABLE, view, 1)
    assert [sent(third.tick(TABLE, view, seq))[0] for seq in (2, 1, None)] == [
        "connections:delta",
        "connections:update",
        "connections:update",
    ]
    assert sent(third.tick(TABLE, other, 2))[0] == "connections:update"
    assert sent(third.tick(TABLE, NEWEST_FIRST, 2))[0] == "connections:update"


async def test_all_who_have_the_same_page_share_one_delta_and_views_share_their_whole_page() -> None:
    view, plain = View(ConnectionsSubscription(delta=True)), View(ConnectionsQuery())
    first, second, _ = await three_ticks()
    assert first.tick(TABLE, view) is first.tick(TABLE, plain)
    assert second.tick(TABLE, view, 1) is second.tick(TABLE, View(ConnectionsSubscription(delta=True)), 1)
    assert second.tick(TABLE, view, None) is second.tick(TABLE, plain, 1)
    assert second.tick(TABLE, plain).messages[0] is not second.tick(TABLE, view, 1).messages[0]


async def test_what_is_read_ahead_for_many_is_what_each_would_be_told() -> None:
    views = [View(ConnectionsSubscription(delta=delta, limit=limit)) for delta in (True, False) for limit in (1, 2)]
    ahead, alone = await three_ticks(), await three_ticks()
    for number, (tick, other) in enumerate(zip(ahead, alone, strict=True)):
        tick.read_ahead((view, number) for view in views)
        assert [sent(tick.tick(TABLE, view, number)) for view in views] == [
            sent(other.tick(TABLE, view, number)) for view in views
        ]
    assert sent(ahead[2].tick(TABLE, views[0], 2))[0] == "connections:delta"


async def test_a_view_that_cannot_be_read_ahead_spoils_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    _, tick, _ = await three_ticks()
    broken = View(ConnectionsQuery(limit=3))

    def selecting(snapshot: Snapshot, query: ConnectionsQuery) -> Selection:
        if query is broken.query:
            raise ArithmeticError
        return select(snapshot, query)

    monkeypatch.setattr(pages, "select", selecting)
    tick.read_ahead([(broken, None), (NEWEST_FIRST, None)])
    assert tick.tick(TABLE, broken).messages == ()
    assert len(sent(tick.tick(TABLE, NEWEST_FIRST))[1]) == 2
