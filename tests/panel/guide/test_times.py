"""XMLTV's times."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.guide.times import format_time, parse_time


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("20260131120000 +0000", datetime(2026, 1, 31, 12, tzinfo=UTC)),
        ("20260131120000 -0330", datetime(2026, 1, 31, 15, 30, tzinfo=UTC)),
        ("20260131120000+01:00", datetime(2026, 1, 31, 11, tzinfo=UTC)),
        ("202601311200 UTC", datetime(2026, 1, 31, 12, tzinfo=UTC)),
        (" 2026 ", datetime(2026, 1, 1, tzinfo=UTC)),
        ("20260230000000", None),
        ("20260131120000 CEST", None),
        ("20260131120000 +9900", None),
        ("00010101000000 +0200", None),
        ("\u0662\u0660\u0662\u0666", None),
        ("2" * 100, None),
        ("", None),
    ],
)
def test_times(text: str, meant: datetime | None) -> None:
    assert parse_time(text) == meant


@given(unix_s=st.integers(86_400, 200_000_000_000), minutes=st.integers(-14 * 60, 14 * 60))
def test_what_is_written_is_read_again(unix_s: int, minutes: int) -> None:
    there = datetime.fromtimestamp(unix_s, timezone(timedelta(minutes=minutes)))
    assert parse_time(format_time(there)) == there


@given(st.text())
def test_no_text_raises(text: str) -> None:
    parse_time(text)
