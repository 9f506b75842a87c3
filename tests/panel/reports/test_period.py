"""Days, weeks and months as clocks of a place have them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.reports.period import Period, stretch_of

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 1), 24)])
def test_a_day_is_as_long_as_it_is(day: date, hours: int) -> None:
    stretch = stretch_of("day", day, BERLIN)
    assert stretch.ends - stretch.begins == timedelta(hours=hours)


def test_weeks_begin_on_monday_and_months_on_the_first() -> None:
    week = stretch_of("week", date(2026, 11, 20), ZoneInfo("UTC"))
    assert (week.begins, week.ends) == (datetime(2026, 11, 16, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC))
    month = stretch_of("month", date(2026, 12, 31), BERLIN)
    assert month.begins == datetime(2026, 11, 30, 23, tzinfo=UTC)
    assert month.ends == datetime(2026, 12, 31, 23, tzinfo=UTC)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.sampled_from(["day", "week", "month"]))
def test_each_follows_the_last(day: date, period: Period) -> None:
    stretch = stretch_of(period, day, BERLIN)
    following = stretch_of(period, stretch.ends.astimezone(BERLIN).date(), BERLIN)
    assert stretch.begins < stretch.ends == following.begins
    assert stretch.begins <= datetime(day.year, day.month, day.day, 12, tzinfo=BERLIN) < stretch.ends
