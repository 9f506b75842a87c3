"""Groups of connections, against sums made one row at a time."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring import payloads
from monitoring.contract.events import ConnectionRow
from monitoring.contract.groups import ConnectionGroup, GroupBy, GroupSort
from monitoring.contract.requests import ConnectionsQuery, GroupsQuery
from monitoring.grouping import grouped_connections, groups
from monitoring.snapshot import Snapshot
from tests.fakes.observatory import Observatory
from tests.monitoring.test_views import four

Sums = tuple[object, int, int | None, int | None]
KEYS: dict[GroupBy, tuple[str, str]] = {
    "line": ("line_id", "username"),
    "stream": ("stream_id", "stream_name"),
    "country": ("country_code", "country"),
    "isp": ("isp", "isp"),
    "collector": ("collector", "collector"),
    "protocol": ("protocol", "protocol"),
}


@dataclass(frozen=True)
class Opening:
    line: tuple[str | None, int | None]
    stream: tuple[int | None, str]
    address: str | None
    protocol: str
    sent_bytes: int | None
    elsewhere: bool


OPENINGS = st.lists(
    st.builds(
        Opening,
        line=st.sampled_from([("bob", 1), ("Ann", 2), ("eve", 2**31), (None, None)]),
        stream=st.sampled_from([(1, "News"), (2, "Sport"), (None, "unlisted")]),
        address=st.sampled_from(["81.2.69.160", "89.160.20.112", "10.0.0.1", None]),
        protocol=st.sampled_from(["http-ts", "hls"]),
        sent_bytes=st.one_of(st.none(), st.integers(0, 10**12)),
        elsewhere=st.booleans(),
    ),
    max_size=12,
)


async def crowd(openings: list[Opening]) -> Snapshot:
    seen = Observatory("gateway", "edge")
    for opening in openings:
        collector = seen.around.collectors[opening.elsewhere]
        (username, line_id), (stream_id, name) = opening.line, opening.stream
        key = collector.open(
            username,
            stream_id,
            line_id=line_id,
            stream_name=name,
            address=opening.address,
            protocol=opening.protocol,
            sent_bytes=opening.sent_bytes or 0,
        )
        if opening.sent_bytes is None:
            collector.forget_count(key)
    await seen.after()
    for collector in seen.around.collectors:
        for key, count in collector.counters.items():
            collector.counters[key] = count + 1000 * key if count >= 0 else count
    return await seen.after(5)


def total(figures: list[int | None]) -> int | None:
    known = [figure for figure in figures if figure is not None]
    return sum(known) if known else None


def summed(rows: list[ConnectionRow], by: GroupBy) -> dict[object, Sums]:
    """Name, connections, bandwidth and bytes of each group, by its key."""
    members: defaultdict[object, list[ConnectionRow]] = defaultdict(list)
    key, name = KEYS[by]
    for row in rows:
        members[getattr(row, key)].append(row)
    return {
        value: (
            None if value is None else getattr(some[0], name),
            len(some),
            total([row.bitrate_bps for row in some]),
            total([row.bytes_transferred for row in some]),
        )
        for value, some in members.items()
    }


def told(items: list[ConnectionGroup]) -> dict[object, Sums]:
    return {item.key: (item.name, item.connections, item.bandwidth_bps, item.bytes) for item in items}


@given(
    openings=OPENINGS,
    by=st.sampled_from(get_args(GroupBy)),
    wanted=st.sampled_from([{}, {"username": "bob"}, {"search": "ne"}, {"country_code": "gb"}, {"at_risk": True}]),
)
@settings(max_examples=40, deadline=None)
def test_groups_sum_the_rows_that_the_same_filters_show(
    openings: list[Opening], by: GroupBy, wanted: dict[str, str | bool]
) -> None:
    snapshot = asyncio.run(crowd(openings))
    view = payloads.connections(snapshot, ConnectionsQuery.model_validate({**wanted, "limit": 1000}))
    found = groups(snapshot, GroupsQuery.model_validate({**wanted, "by": by}))
    assert told(found.items) == summed(view.rows, by)
    assert (found.total, found.matched) == (len(found.items), view.page.matched)
    assert (found.seq, found.timestamp) == (snapshot.seq, snapshot.timestamp)


@given(
    openings=OPENINGS,
    by=st.sampled_from(get_args(GroupBy)),
    sort=st.sampled_from(get_args(GroupSort)),
    order=st.sampled_from(["asc", "desc"]),
)
@settings(max_examples=40, deadline=None)
def test_groups_are_in_order_and_what_is_unknown_comes_last(
    openings: list[Opening], by: GroupBy, sort: GroupSort, order: str
) -> None:
    snapshot = asyncio.run(crowd(openings))
    query = GroupsQuery.model_validate({"by": by, "sort": sort, "order": order})
    field = {"bandwidthBps": "bandwidth_bps"}.get(sort, sort)
    values = [getattr(item, field) for item in groups(snapshot, query).items]
    known = [value for value in values if value is not None]
    assert known == sorted(known, reverse=order == "desc")
    assert values == known + [None] * (len(values) - len(known))


@pytest.mark.parametrize("offset", range(4))
async def test_a_page_is_a_slice_of_all_groups(offset: int) -> None:
    snapshot = await four()
    everything = groups(snapshot, GroupsQuery(by="stream"))
    page = groups(snapshot, GroupsQuery(by="stream", offset=offset, limit=1))
    assert [item.key for item in everything.items] == [2, 1, None]
    assert page.items == everything.items[offset : offset + 1]
    assert (page.total, page.offset, page.limit) == (3, offset, 1)


async def test_many_connections_are_grouped_off_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = await four()
    monkeypatch.setattr("monitoring.grouping.THREADED_FROM", 1)
    query = GroupsQuery(by="line", sort="name", order="asc")
    assert await grouped_connections(snapshot, query) == groups(snapshot, query)
