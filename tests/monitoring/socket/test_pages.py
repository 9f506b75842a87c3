"""Pages and what becomes of them, held against the models and against a client that applies every delta."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring import payloads
from monitoring.contract.events import ConnectionsDelta
from monitoring.contract.requests import ConnectionsQuery
from monitoring.model import CAUSES
from monitoring.socket.pages import Page
from monitoring.socket.rows import RowWriter
from tests.fakes.observatory import Observatory
from tests.monitoring.socket.deltas import applied

GOLDEN = Path(__file__).parents[2] / "golden"
VIEWS = (
    ConnectionsQuery(limit=4),
    ConnectionsQuery(limit=3, sort="bitrateBps"),
    ConnectionsQuery(limit=3, offset=1, sort="bytesTransferred", order="asc"),
    ConnectionsQuery(limit=5, username="ann"),
)
STEP = st.tuples(
    st.sampled_from(["open", "close", "send", "forget", "blame", "fail", "tick"]), st.integers(0, 9), st.integers(0, 9)
)


async def step(seen: Observatory, name: str, which: int, how: int) -> None:
    keys = sorted(seen.gateway.identities)
    if name == "open":
        seen.gateway.open("bob" if how % 2 else "ann", user_agent='a "quoted", é\u2028\x00 one')
    elif name == "fail":
        seen.gateway.failure = OSError("away") if how % 2 else None
    elif keys and name != "tick":
        key = keys[which % len(keys)]
        if name == "close":
            seen.gateway.close(key)
        elif name == "send":
            seen.gateway.send(key, how * 1_000_000)
        elif name == "forget":
            seen.gateway.forget_count(key)
        else:
            seen.gateway.blame(key, None if how > len(CAUSES) - 1 else CAUSES[how])


@settings(max_examples=40, deadline=None)
@given(st.lists(STEP, min_size=1, max_size=25))
def test_a_client_that_applies_every_delta_has_every_page_to_the_byte(steps: Sequence[tuple[str, int, int]]) -> None:
    async def play() -> None:
        seen, writer = Observatory("gateway"), RowWriter(kept_rows=4)
        had: dict[ConnectionsQuery, tuple[Page, list[Any]]] = {}
        for name, which, how in [*steps, ("tick", 0, 0)]:
            await step(seen, name, which, how)
            if name != "tick":
                continue
            snapshot = await seen.after(5)
            for query in VIEWS:
                page = Page(snapshot, query, writer)
                expected = payloads.connections(snapshot, query).model_dump_json().encode()
                assert page.whole().data == expected
                rows: list[Any] = json.loads(expected)["rows"]
                if query in had:
                    before, rows_before = had[query]
                    delta = page.since(before.base).data
                    assert ConnectionsDelta.model_validate_json(delta).model_dump_json().encode() == delta
                    assert applied(rows_before, json.loads(delta)) == rows
                had[query] = page, rows

    asyncio.run(play())


async def page_of(seen: Observatory, query: ConnectionsQuery) -> Page:
    return Page(await seen.after(5), query, RowWriter())


async def test_rows_that_stay_are_told_by_what_changed_in_them() -> None:
    seen, query = Observatory("gateway"), ConnectionsQuery(limit=2)
    first = seen.gateway.open("ann")
    seen.gateway.open("bob")
    before = await page_of(seen, query)
    seen.gateway.send(first, 5_000_000)
    delta = json.loads((await page_of(seen, query)).since(before.base).data)
    assert (delta["baseSeq"], delta["rows"]) == (1, None)
    assert delta["columns"] == {
        "duration": [10, 10],
        "bytesTransferred": [5_000_000, 0],
        "bitrateBps": [8_000_000, 0],
        "stale": None,
        "atRisk": None,
        "cause": None,
    }


async def test_a_row_that_enters_is_whole_and_others_are_named_by_where_they_were() -> None:
    seen, query = Observatory("gateway"), ConnectionsQuery(limit=2)
    seen.gateway.open("ann")
    leaving = seen.gateway.open("bob")
    before = await page_of(seen, query)
    seen.gateway.close(leaving)
    seen.gateway.open("eve")
    delta = json.loads((await page_of(seen, query)).since(before.base).data)
    assert [row if isinstance(row, int) else row["username"] for row in delta["rows"]] == ["eve", 0]
    assert delta["columns"]["duration"] == [5, 10]


@pytest.mark.parametrize("rows", [50, 100])
async def test_a_delta_is_small(rows: int) -> None:
    seen, query = Observatory("gateway"), ConnectionsQuery(limit=rows)
    for number in range(rows):
        seen.gateway.open(f"line{number}")
    before = await page_of(seen, query)
    for key in list(seen.gateway.identities):
        seen.gateway.send(key, 1_000_000 + key * 7919 % 999_983)
    packet = (await page_of(seen, query)).since(before.base).packet
    assert packet is not None
    assert len(packet.frame) < 30 * rows + 500
    assert len(packet.deflated) < 20 * rows + 200


def test_the_golden_delta_leads_from_one_golden_page_to_the_next() -> None:
    (rows, _), (delta, page), after = (
        json.loads((GOLDEN / f"connections-{name}.json").read_text(encoding="utf-8"))
        for name in ("update", "delta", "applied")
    )
    assert [applied(rows, delta), page] == after
