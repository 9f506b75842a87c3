"""The largest lines, against a plain sort."""

import asyncio
from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring import payloads
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


async def test_nobody_watching_is_no_line() -> None:
    assert payloads.dashboard(await Observatory().after()).top_lines == []
