"""The tick over time: the grid, collectors that fail, hang and recover, and ticks that raise."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from structlog.testing import capture_logs

from monitoring import payloads
from monitoring.contract.events import CollectorState
from monitoring.contract.requests import ConnectionsQuery
from monitoring.errors import CollectorError
from monitoring.sampler import Sampler
from monitoring.snapshot import Snapshot
from tests.fakes.boards import Surroundings
from tests.fakes.clock import ManualClock
from tests.fakes.collector import FakeCollector, StubbornCollector


@contextlib.asynccontextmanager
async def running(sampler: Sampler) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(sampler.run())
    try:
        yield task
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def ticks(around: Surroundings, count: int) -> list[Snapshot]:
    """Wait, in real time, until so many ticks are done: the machine is read in a real thread."""
    for _ in range(2000):
        if len(around.history.accepted) >= count:
            break
        await asyncio.sleep(0.001)
    assert len(around.history.accepted) == count
    return around.history.accepted


async def test_the_first_tick_comes_at_once_and_the_others_on_the_grid() -> None:
    clock = ManualClock()
    around = Surroundings(clock)
    began_s = clock.monotonic_s()
    async with running(around.sampler()):
        await ticks(around, 1)
        for done in range(2, 5):
            await clock.advance(5)
            await ticks(around, done)
    assert [each.seq for each in around.history.accepted] == [1, 2, 3, 4]
    assert [each.monotonic_s - began_s for each in around.history.accepted] == [0, 5, 10, 15]


async def test_a_blocked_loop_skips_slots_and_never_bursts() -> None:
    clock = ManualClock()
    around = Surroundings(clock)
    began_s = clock.monotonic_s()
    async with running(around.sampler()):
        await ticks(around, 1)
        clock.jump(18)
        await clock.advance(0)
        await ticks(around, 2)
        await clock.advance(2)
        found = await ticks(around, 3)
    assert [each.monotonic_s - began_s for each in found] == [0, 18, 20]
    assert [(each.seq, each.tick.late_ms, each.tick.skipped) for each in found] == [(1, 0, 0), (2, 13000, 0), (3, 0, 2)]


async def test_a_slow_collector_delays_no_tick_of_the_grid() -> None:
    clock = ManualClock()
    around = Surroundings(clock)
    around.gateway.delay_s = 1.5
    async with running(around.sampler()):
        for done in range(1, 4):
            await clock.advance(1.5)
            await ticks(around, done)
            await clock.advance(3.5)
    assert [each.tick.duration_ms for each in around.history.accepted] == [1500] * 3
    began_s = around.history.accepted[0].monotonic_s
    assert [each.monotonic_s - began_s for each in around.history.accepted] == [0, 5, 10]


async def tick(sampler: Sampler, clock: ManualClock, passing_s: float = 0.0) -> Snapshot:
    ticking = asyncio.create_task(sampler.tick())
    await clock.advance(passing_s)
    return await ticking


def states(snapshot: Snapshot) -> dict[str, CollectorState]:
    return {each.name: each for each in snapshot.collectors}


async def test_a_hanging_collector_is_cut_at_its_deadline_and_spoils_no_other() -> None:
    clock = ManualClock()
    good, hanging = FakeCollector(clock), FakeCollector(clock, name="edge")
    good.open()
    hanging.open()
    around = Surroundings(clock, collectors=[good, hanging])
    sampler = around.sampler()
    await tick(sampler, clock)
    hanging.delay_s = 60
    await clock.advance(5)
    good.send(1, 1_000_000)
    snapshot = await tick(sampler, clock, 2.0)
    assert (states(snapshot)["gateway"].status, states(snapshot)["edge"].status) == ("live", "stale")
    assert states(snapshot)["edge"].error == "no answer within 2 s"
    rows = payloads.connections(snapshot, ConnectionsQuery(sort="collector", order="desc")).rows
    assert [(row.collector, row.stale, row.bitrate_bps) for row in rows] == [
        ("gateway", False, 1_600_000),
        ("edge", True, None),
    ]
    assert snapshot.active_connections == 2


async def test_the_deadline_is_half_the_interval_where_that_is_shorter() -> None:
    clock = ManualClock()
    around = Surroundings(clock, interval_s=1.0)
    around.gateway.delay_s = 60
    snapshot = await tick(around.sampler(), clock, 0.5)
    assert states(snapshot)["gateway"].error == "no answer within 0.5 s"


async def test_a_collector_that_stays_away_fails_and_its_connections_count_no_more() -> None:
    clock = ManualClock()
    around = Surroundings(clock)
    key = around.gateway.open()
    sampler = around.sampler()
    await tick(sampler, clock)
    await clock.advance(5)
    around.gateway.send(key, 1_000_000)
    good = await tick(sampler, clock)
    around.gateway.failure = CollectorError("connection refused")
    await clock.advance(15)
    stale = await tick(sampler, clock)
    await clock.advance(1)
    failed = await tick(sampler, clock)
    assert [states(each)["gateway"].status for each in (good, stale, failed)] == ["live", "stale", "failed"]
    assert [each.active_connections for each in (good, stale, failed)] == [1, 1, 0]
    assert [each.bandwidth.total_bps for each in (good, stale, failed)] == [1_600_000, 1_600_000, None]
    assert states(failed)["gateway"].sampled_at == good.timestamp
    row = payloads.connections(failed, ConnectionsQuery()).rows[0]
    assert (row.stale, row.bytes_transferred, row.bitrate_bps) == (True, 1_000_000, None)


async def test_a_recovered_collector_counts_what_was_sent_meanwhile() -> None:
    clock = ManualClock()
    around = Surroundings(clock)
    key = around.gateway.open()
    sampler = around.sampler()
    await tick(sampler, clock)
    around.gateway.failure = CollectorError("connection refused")
    await clock.advance(20)
    await tick(sampler, clock)
    around.gateway.failure = None
    around.gateway.send(key, 1_000_000)
    await clock.advance(20)
    snapshot = await tick(sampler, clock)
    assert (states(snapshot)["gateway"].status, states(snapshot)["gateway"].error) == ("live", None)
    row = payloads.connections(snapshot, ConnectionsQuery()).rows[0]
    assert (row.stale, row.bytes_transferred, row.bitrate_bps) == (False, 1_000_000, 200_000)


async def test_a_collector_never_read_has_failed_and_tells_no_number() -> None:
    clock = ManualClock()
    around = Surroundings(clock)
    around.gateway.failure = CollectorError("connection refused")
    snapshot = await tick(around.sampler(), clock)
    state = states(snapshot)["gateway"]
    assert (state.status, state.connections, state.sampled_at) == ("failed", None, None)
    assert snapshot.bandwidth.total_bps is None


async def test_a_reading_under_another_s_name_is_refused() -> None:
    clock = ManualClock()
    around = Surroundings(clock)
    sampler = around.sampler()
    around.gateway.name = "edge"
    snapshot = await tick(sampler, clock)
    assert states(snapshot)["gateway"].error == "the reading is of collector 'edge'"


async def test_a_collector_that_will_not_be_cancelled_is_left_alone_until_it_answers() -> None:
    clock = ManualClock()
    stubborn = StubbornCollector(clock)
    around = Surroundings(clock, collectors=[stubborn])
    sampler = around.sampler()
    assert states(await tick(sampler, clock, 2.0))["gateway"].error == "no answer within 2 s"
    assert states(await tick(sampler, clock, 2.0))["gateway"].error == "still busy with an earlier reading"
    assert stubborn.reads == 1
    stubborn.released.set()
    await clock.advance(3)
    assert states(await tick(sampler, clock))["gateway"].status == "live"


async def test_a_tick_that_raises_is_logged_once_and_the_next_goes_on() -> None:
    clock = ManualClock()
    around = Surroundings(clock)
    around.lines.failure = RuntimeError("no lines")
    with capture_logs() as logs:
        async with running(around.sampler()):
            await asyncio.sleep(0.05)
            for _ in range(3):
                await clock.advance(5)
                await asyncio.sleep(0.05)
            around.lines.failure = None
            await clock.advance(5)
            await ticks(around, 1)
    assert [entry["event"] for entry in logs] == ["tick failed", "ticks recovered"]
    assert around.history.accepted[0].seq == 1


async def test_a_watcher_that_raises_harms_no_other() -> None:
    clock = ManualClock()
    around = Surroundings(clock)
    sampler = around.sampler()
    seen: list[int] = []
    sampler.watch(lambda snapshot: seen.append(snapshot.seq))
    around.history.failure = RuntimeError("full")
    with capture_logs() as logs:
        snapshot = await tick(sampler, clock)
    assert seen == [1]
    assert sampler.newest is snapshot
    assert [entry["event"] for entry in logs] == ["watcher of ticks failed"]


async def test_the_age_of_the_newest_tick() -> None:
    clock = ManualClock()
    sampler = Surroundings(clock).sampler()
    assert sampler.age_s() is None
    await tick(sampler, clock)
    clock.jump(7.5)
    assert sampler.age_s() == 7.5


async def test_the_machine_is_read_each_tick_and_may_fail_alone() -> None:
    clock = ManualClock()
    around = Surroundings(clock)
    sampler = around.sampler()
    await tick(sampler, clock)
    around.host.received_bytes, around.host.sent_bytes = 1_000_000, 2_000_000
    await clock.advance(5)
    host = (await tick(sampler, clock)).host
    assert (host.cpu_percent, host.receive_bps, host.send_bps) == (12.5, 1_600_000, 3_200_000)
    around.host.failure = OSError("no /proc")
    assert (await tick(sampler, clock)).host.cpu_percent is None


async def test_a_step_of_the_wall_clock_changes_no_duration_and_no_rate() -> None:
    clock = ManualClock()
    around = Surroundings(clock)
    key = around.gateway.open()
    sampler = around.sampler()
    snapshot = await tick(sampler, clock)
    for seconds in (3600, -7200):
        clock.step(seconds)
        around.gateway.send(key, 1_000_000)
        await clock.advance(5)
        snapshot = await tick(sampler, clock)
        assert payloads.connections(snapshot, ConnectionsQuery()).rows[0].bitrate_bps == 1_600_000
    assert payloads.connections(snapshot, ConnectionsQuery()).rows[0].duration == 10
    assert snapshot.uptime_s == 10
