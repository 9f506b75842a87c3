"""The largest lines, against a plain sort."""

import asyncio
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring import payloads
from monitoring.columns import Connections
from monitoring.contract.events import LineShare
from monitoring.top_lines import top_lines
from tests.fakes.observatory import Observatory

# Ids that lie close together are counted by position, others are sorted.
LINES = st.sampled_from([None, 1, 2, 3, 4, 5, 2**31])


@given(
    viewers=st.lists(st.tuples(LINES, st.one_of(st.none(), st.integers(0, 3))), max_size=14), count=st.integers(1, 4)
)
@settings(max_examples=40, deadline=None)
def test_the_largest_come_first(viewers: list[tuple[int | None, int | None]], count: int) -> None:
    asyncio.run(compare(viewers, count))


async def compare(viewers: list[tuple[int | None, int | None]], count: int) -> None:
    seen = Observatory()
    keys = [seen.gateway.open(None if line is None else f"line {line}", line_id=line) for line, _ in viewers]
    for key, (_, sent) in zip(keys, viewers, strict=True):
        if sent is None:
            seen.gateway.forget_count(key)
    await seen.after()
    rates: defaultdict[int, list[int | None]] = defaultdict(list)
    for key, (line, sent) in zip(keys, viewers, strict=True):
        seen.gateway.counters[key] += 0 if sent is None else sent * 1000
        if line is not None:
            rates[line].append(None if sent is None else sent * 1600)
    snapshot = await seen.after(5)
    expected = [
        (
            line,
            f"line {line}",
            len(each),
            sum(known) if (known := [rate for rate in each if rate is not None]) else None,
        )
        for line, each in rates.items()
    ]
    expected.sort(key=lambda each: (-1 if each[3] is None else each[3], each[2], -each[0]), reverse=True)
    found = top_lines(snapshot.connections, count)
    assert [(each.line_id, each.username, each.connections, each.bandwidth_bps) for each in found] == expected[:count]


async def test_the_dashboard_tells_ten_of_them() -> None:
    seen = Observatory()
    for line in range(12):
        seen.gateway.open(f"line {line}", line_id=line + 1)
    await seen.after()
    for key in list(seen.gateway.counters):
        seen.gateway.send(key, key * 1000)
    shown = payloads.dashboard(await seen.after(5)).top_lines
    assert [line.line_id for line in shown] == list(range(12, 2, -1))
    assert (shown[0].username, shown[0].connections, shown[0].bandwidth_bps) == ("line 11", 1, 19200)


async def test_what_was_asked_for_is_made_with_the_next_tick(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = Observatory()
    seen.gateway.open("bob", line_id=7)
    made = 0

    def counted(connections: Connections) -> list[LineShare]:
        nonlocal made
        made += 1
        return top_lines(connections)

    monkeypatch.setattr("monitoring.groups.top_lines", counted)
    first, second = await seen.after(), await seen.after()
    assert made == 0
    assert payloads.dashboard(second).top_lines == first.groups.top_lines
    third = await seen.after()
    assert made == 3
    assert payloads.dashboard(third).top_lines[0].line_id == 7
    await seen.after()
    await seen.after()
    assert made == 4


async def test_many_lines_are_summed_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitoring.top_lines.STRETCH", 4)
    seen = Observatory()
    for number in range(60):
        seen.gateway.open(f"line {number % 40}", line_id=number % 40)
    await seen.after()
    for key in list(seen.gateway.counters):
        seen.gateway.send(key, key * 1000)
    connections = (await seen.after(5)).connections
    every_line = top_lines(connections, 1000)
    assert len(every_line) == 40
    assert [top_lines(connections, count) for count in (1, 3, 10)] == [every_line[:count] for count in (1, 3, 10)]


async def test_nobody_watching_is_no_line() -> None:
    assert payloads.dashboard(await Observatory().after()).top_lines == []
