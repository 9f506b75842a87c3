"""The page to print: figures a person can read, and names that stay text."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from panel.api.models.reports import StreamReport, WatchedFigures
from panel.reports.busy import Highest
from panel.reports.page import Contents, page
from panel.reports.period import Stretch

BEGINS = datetime(2026, 1, 1, tzinfo=UTC)
NOTHING = Contents(
    stretch=Stretch(BEGINS, BEGINS.replace(day=2)),
    zone=ZoneInfo("UTC"),
    made_at=BEGINS.replace(day=3),
    totals=WatchedFigures(sessions=0, bytes_transferred=0, watched_s=0),
    hours={},
    streams=[],
    lines=[],
    unused=[],
)


def test_a_day_without_readings_says_unknown_and_none() -> None:
    printed = page(NOTHING)
    assert '<td>Most connections at once</td><td class="n">unknown</td>' in printed
    assert printed.count("<p>None.</p>") == 3


@pytest.mark.parametrize(
    ("size_bytes", "text"), [(0, "0 B"), (999, "999 B"), (1500, "1.5 kB"), (2**40, "1.1 TB"), (10**19, "1e+04 PB")]
)
def test_volumes_are_in_decimal_units(size_bytes: int, text: str) -> None:
    stream = StreamReport(
        stream_id=1, stream_name="<i>x", lines=1, sessions=1, bytes_transferred=size_bytes, watched_s=3660
    )
    hours = {BEGINS: Highest(7, 8_000_000), BEGINS.replace(hour=1): Highest(7, None)}
    printed = page(Contents(NOTHING.stretch, NOTHING.zone, NOTHING.made_at, NOTHING.totals, hours, [stream], [], []))
    assert f">{text}<" in printed
    assert "&lt;i&gt;x" in printed
    assert ">1 h 01 min<" in printed
    assert "7, in the hour from 2026-01-01 00:00" in printed
    assert ">8 Mbit/s<" in printed
