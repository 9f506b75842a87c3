"""Random lives of connections: the columns and the plain reference must tell the same story after every tick."""

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import get_args

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter
from structlog.testing import capture_logs

from monitoring import payloads
from monitoring.contract.base import format_timestamp
from monitoring.contract.events import Cause, ConnectionRow, StreamType
from monitoring.contract.requests import ConnectionSort, ConnectionsQuery, GeoQuery
from monitoring.errors import CollectorError
from monitoring.model import CAUSES, Reading
from monitoring.snapshot import Snapshot
from monitoring.socket.pages import Page
from monitoring.socket.rows import RowWriter
from tests.fakes.boards import Surroundings
from tests.fakes.clock import ManualClock
from tests.fakes.collector import FakeCollector
from tests.monitoring.reference import Reference, Row

ROWS = TypeAdapter(list[ConnectionRow])
ADDRESSES = ["81.2.69.160", "89.160.20.112", "10.0.0.1", None]
QUERIES = st.builds(
    ConnectionsQuery,
    search=st.sampled_from([None, None, "", "lo", "VLC", "öp", "81.", "nothing"]),
    username=st.sampled_from([None, None, None, "bob", "Ann", "nobody"]),
    line_id=st.sampled_from([None, None, 1, 2, 9]),
    stream_id=st.sampled_from([None, None, 1, 2, 9]),
    stream_type=st.sampled_from([None, None, "live", "movie"]),
    country_code=st.sampled_from([None, None, None, "GB", "se"]),
    isp=st.sampled_from([None, None, None, "Bredband2 AB"]),
    collector=st.sampled_from([None, None, "gateway", "edge"]),
    ip=st.sampled_from([None, None, None, "81.2.69.160", "::ffff:89.160.20.112", "nonsense"]),
    at_risk=st.sampled_from([None, None, None, True, False]),
    sort=st.sampled_from(get_args(ConnectionSort)),
    order=st.sampled_from(["asc", "desc"]),
    offset=st.sampled_from([0, 0, 1, 3]),
    limit=st.sampled_from([1, 2, 100]),
)


@dataclass(frozen=True)
class Opening:
    """A connection that begins."""

    username: str | None
    line_id: int | None
    stream_id: int | None
    stream_name: str | None
    stream_type: StreamType | None
    protocol: str
    address: str | None
    user_agent: str | None
    sent_bytes: int


OPENINGS = st.builds(
    Opening,
    username=st.sampled_from(["bob", "Ann", "eve", None]),
    line_id=st.sampled_from([1, 2, 3, None]),
    stream_id=st.sampled_from([1, 2, None]),
    stream_name=st.sampled_from(["News", "Kölner", None]),
    stream_type=st.sampled_from(["live", "movie", None]),
    protocol=st.sampled_from(["mpegts", "hls"]),
    address=st.sampled_from(ADDRESSES),
    user_agent=st.sampled_from(["VLC/3", "curl", None]),
    sent_bytes=st.integers(0, 10**12),
)


@dataclass(frozen=True)
class Round:
    """What happens to one collector before a tick; numbers choose among the keys there are."""

    openings: list[Opening]
    sent: list[tuple[int, int]]
    closed: list[int]
    over: list[int]
    reset: list[int]
    forgotten: list[int]
    omitted: list[int]
    blamed: list[tuple[int, Cause | None]]
    restart: bool
    fails: bool


CHOICES = st.lists(st.integers(0, 20), max_size=2)
ROUNDS = st.builds(
    Round,
    openings=st.lists(OPENINGS, max_size=3),
    sent=st.lists(st.tuples(st.integers(0, 20), st.integers(0, 10**10)), max_size=6),
    closed=CHOICES,
    over=CHOICES,
    reset=CHOICES,
    forgotten=st.lists(st.integers(0, 20), max_size=1),
    omitted=st.sampled_from([[], [], [], [0], [1, 2]]),
    blamed=st.lists(st.tuples(st.integers(0, 20), st.sampled_from([*CAUSES, None])), max_size=2),
    restart=st.sampled_from([False] * 9 + [True]),
    fails=st.sampled_from([False] * 4 + [True]),
)
STEPS = st.tuples(
    st.sampled_from([5.0, 5.0, 5.003, 0.0, 1.7, 12.0, 40.0]),
    st.sampled_from([0.0, 0.0, 3600.0, -86400.0]),
    ROUNDS,
    ROUNDS,
    QUERIES,
)


def play(collector: FakeCollector, happening: Round) -> None:
    """Let a round happen to a collector."""
    if happening.restart:
        collector.restart()
    for opening in happening.openings:
        collector.open(
            opening.username,
            opening.stream_id,
            line_id=opening.line_id,
            stream_name=opening.stream_name,
            stream_type=opening.stream_type,
            protocol=opening.protocol,
            address=opening.address,
            user_agent=opening.user_agent,
            sent_bytes=opening.sent_bytes,
        )
    for number, sent_bytes in happening.sent:
        for key in chosen(collector, [number]):
            collector.counters[key] = max(0, collector.counters[key]) + sent_bytes
    for key in chosen(collector, happening.closed):
        collector.close(key)
    for key in chosen(collector, happening.over):
        collector.over(key)
    for key in chosen(collector, happening.reset):
        collector.counters[key] //= 3
    for key in chosen(collector, happening.forgotten):
        collector.forget_count(key)
    blame(collector, happening.blamed)
    collector.omitted = set(chosen(collector, happening.omitted))
    collector.failure = CollectorError("out of order") if happening.fails else None


def blame(collector: FakeCollector, blamed: list[tuple[int, Cause | None]]) -> None:
    for number, cause in blamed:
        for key in chosen(collector, [number]):
            collector.blame(key, cause)


def chosen(collector: FakeCollector, numbers: list[int]) -> list[int]:
    keys = sorted(collector.identities)
    return sorted({keys[number % len(keys)] for number in numbers}) if keys else []


async def reading_of(collector: FakeCollector) -> Reading | None:
    return None if collector.failure else await collector.read()


def wire(snapshot: Snapshot, query: ConnectionsQuery) -> tuple[bytes, int]:
    """The rows of a page as they go out, and how many matched."""
    view = payloads.connections(snapshot, query)
    rows = ROWS.dump_json(view.rows)
    whole = b'{"rows":' + rows + b',"page":' + view.page.model_dump_json().encode() + b"}"
    assert Page(snapshot, query, RowWriter()).whole().data == whole
    snapshot.index.pages.clear()
    return rows, view.page.matched


def check(snapshot: Snapshot, reference: Reference, query: ConnectionsQuery) -> None:
    rows, matched = reference.view(query, snapshot.monotonic_s)
    by_id = {row.identity.id: row.identity for row in reference.rows.values()}
    expected: list[dict[str, object]] = []
    for row in rows:
        connected_at = by_id[str(row["id"])].connected_at
        expected.append({**row, "connectedAt": connected_at and format_timestamp(connected_at)})
    assert wire(snapshot, query) == (orjson.dumps(expected), matched)


def plays(stream_id: int, row: Row) -> bool:
    return row.identity.stream_id == stream_id


def is_in(country_code: str | None, row: Row) -> bool:
    return row.place.country_code == country_code


def check_totals(snapshot: Snapshot, reference: Reference) -> None:
    dashboard, bandwidth = payloads.dashboard(snapshot), payloads.bandwidth_tick(snapshot)
    active = [row for row in reference.rows.values() if row.active]
    assert dashboard.active_connections == len(active)
    assert dashboard.online_lines == len({row.identity.line_id for row in active} - {None})
    assert bandwidth.total_bytes == reference.total_bytes
    if any(each.status != "failed" for each in dashboard.collectors):
        assert dashboard.bandwidth_bps == reference.total_bps()
    for share in bandwidth.per_stream:
        playing = [row for row in active if row.identity.stream_id == share.stream_id]
        assert share.viewers == len(playing)
        assert share.bytes == reference.stream_bytes.get(share.stream_id, 0)
        assert share.bps == reference.total_bps(partial(plays, share.stream_id))
    for country in payloads.geo(snapshot, GeoQuery()).countries:
        among = [row for row in active if row.place.country_code == country.country_code]
        assert country.connections == len(among) > 0
        assert country.bandwidth_bps == reference.total_bps(partial(is_in, country.country_code))
    for city in payloads.geo(snapshot, GeoQuery(stream_id=1)).cities:
        among = [row for row in active if row.place.city == city.city and row.identity.stream_id == 1]
        assert city.connections == len(among) > 0


@pytest.mark.parametrize("threaded", [False, True])
@given(before=st.integers(0, 2), steps=st.lists(STEPS, min_size=1, max_size=8), kept=st.booleans())
@settings(max_examples=100, deadline=None)
def test_columns_tell_what_the_plain_reference_tells(
    threaded: bool, before: int, steps: list[tuple[float, float, Round, Round, ConnectionsQuery]], kept: bool
) -> None:
    with capture_logs(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("monitoring.digest.THREADED_FROM", 0 if threaded else 1000)
        patch.setattr("monitoring.table.HOLES_FLOOR", 2)
        asyncio.run(compare(before, steps, kept))


async def compare(before: int, steps: list[tuple[float, float, Round, Round, ConnectionsQuery]], kept: bool) -> None:
    """`kept` snapshots must show for ever what they showed; those that are let go have their rows used again."""
    clock = ManualClock()
    collectors = [FakeCollector(clock), FakeCollector(clock, name="edge", columnar=True)]
    for number in range(before):
        collectors[number].open(sent_bytes=1000)
    clock.jump(1)
    around = Surroundings(clock, collectors=collectors)
    sampler = around.sampler()
    reference = Reference(clock.monotonic_s(), around.places.place)
    shown: list[tuple[Snapshot, ConnectionsQuery, tuple[bytes, int]]] = []
    for elapsed_s, stepped_s, first, second, query in steps:
        clock.jump(elapsed_s)
        clock.step(stepped_s)
        play(collectors[0], first)
        play(collectors[1], second)
        sampler_told = [set(each.told) for each in collectors]
        readings = [(each.name, await reading_of(each)) for each in collectors]
        for each, told in zip(collectors, sampler_told, strict=True):
            each.told = told
        snapshot = await sampler.tick()
        reference.round(readings, clock.monotonic_s())
        for _ in range(3):
            # Whatever is made for those who ask again says the same.
            check(snapshot, reference, query)
        check_totals(snapshot, reference)
        if kept:
            shown.append((snapshot, query, wire(snapshot, query)))
    for snapshot, query, seen in shown:
        assert wire(snapshot, query) == seen
