"""What a reading opens, updates and closes, and which readings are refused."""

from dataclasses import replace

import numpy as np
import pytest

from monitoring.columns import Connections
from monitoring.errors import CollectorError
from monitoring.model import Reading
from monitoring.table import ConnectionTable
from tests.fakes.boards import FakePlaces
from tests.fakes.clock import ManualClock
from tests.fakes.collector import FakeCollector


class Bench:
    """A table, its clock and one collector."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.places = FakePlaces()
        self.collector = FakeCollector(self.clock)
        self.table = ConnectionTable(self.places, self.clock)

    async def take(self) -> Connections:
        self.table.apply(await self.collector.read())
        return self.table.freeze(self.clock.monotonic_s(), 15.0)


def ids(connections: Connections) -> list[str]:
    return [connections.identities.id[row] for row in in_order(connections)]


def in_order(connections: Connections) -> list[int]:
    """The live rows as their connections arrived."""
    live = np.flatnonzero(connections.live)
    rows: list[int] = live[np.argsort(connections.identities.ordinal[live])].tolist()
    return rows


async def test_a_complete_reading_opens_and_closes() -> None:
    bench = Bench()
    first = bench.collector.open()
    bench.collector.open()
    assert ids(await bench.take()) == ["gateway-1-1", "gateway-1-2"]
    bench.collector.close(first)
    bench.collector.open()
    applied = bench.table.apply(await bench.collector.read())
    assert (applied.opened, applied.closed) == (1, 1)
    assert ids(await bench.take()) == ["gateway-1-2", "gateway-1-3"]


async def test_an_incomplete_reading_closes_nothing_and_what_it_lacks_is_stale() -> None:
    bench = Bench()
    bench.collector.open()
    bench.collector.open()
    await bench.take()
    bench.collector.omitted = {1}
    bench.clock.jump(5)
    taken = await bench.take()
    assert ids(taken) == ["gateway-1-1", "gateway-1-2"]
    assert taken.stale.tolist() == [True, False]


async def test_a_new_epoch_closes_all_and_begins_anew() -> None:
    bench = Bench()
    key = bench.collector.open(sent_bytes=10**9)
    await bench.take()
    bench.collector.restart()
    assert bench.collector.open(sent_bytes=100) == key
    bench.clock.jump(5)
    applied = bench.table.apply(await bench.collector.read())
    assert (applied.opened, applied.closed) == (1, 1)
    before = bench.table.sent_bytes
    bench.table.freeze(bench.clock.monotonic_s(), 15.0)
    assert bench.table.sent_bytes - before == 100


async def test_a_place_is_looked_up_once_in_a_connection_s_life() -> None:
    bench = Bench()
    bench.collector.open()
    for _ in range(3):
        await bench.take()
    assert bench.places.asked == 1


async def test_a_connection_over_but_not_stored_is_stale_and_counts_no_more() -> None:
    bench = Bench()
    bench.collector.over(bench.collector.open())
    taken = await bench.take()
    assert (taken.stale.tolist(), taken.active.tolist()) == ([True], [False])


def refusal(bench: Bench, reading: Reading) -> str:
    with pytest.raises(CollectorError) as caught:
        bench.table.apply(reading)
    return str(caught.value)


async def test_a_reading_that_contradicts_itself_changes_nothing() -> None:
    bench = Bench()
    bench.collector.open()
    bench.collector.open()
    before = await bench.take()
    bench.collector.open()
    reading = await bench.collector.read()
    assert "not strictly increasing" in refusal(bench, replace(reading, keys=np.array([2, 2, 3])))
    assert "one counter" in refusal(bench, replace(reading, counted_bytes=np.zeros(1, np.int64)))
    assert "who connection 3 is" in refusal(bench, replace(reading, identities={}))
    assert "one cause" in refusal(bench, replace(reading, causes=np.zeros(2, np.int8)))
    assert "does not exist" in refusal(bench, replace(reading, causes=np.array([0, 4, 0], np.int8)))
    assert ids(bench.table.freeze(bench.clock.monotonic_s(), 15.0)) == ids(before)


async def test_causes_are_those_of_the_newest_reading_that_held_the_connection() -> None:
    bench = Bench()
    bench.collector.open()
    bench.collector.open()
    bench.collector.blame(1, "source")
    assert (await bench.take()).cause.tolist() == [1, -1]
    bench.collector.omitted = {1}
    bench.collector.blame(2, "none")
    assert (await bench.take()).cause.tolist() == [1, 0]
    bench.clock.jump(16)
    assert (await bench.take()).cause.tolist() == [-1, 0]
    bench.collector.omitted.clear()
    bench.collector.causes = None
    assert (await bench.take()).cause.tolist() == [-1, -1]


async def test_unchanged_identities_are_shared_from_tick_to_tick() -> None:
    bench = Bench()
    key = bench.collector.open()
    before = await bench.take()
    bench.collector.send(key, 5)
    assert np.shares_memory((await bench.take()).identities.ordinal, before.identities.ordinal)
