"""Peaks of day, week and month."""

from datetime import UTC, datetime, timedelta

from monitoring.peaks import Peak, PeakBook, beginning

WEDNESDAY = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


def test_periods_begin_at_midnight_utc_and_weeks_on_monday() -> None:
    assert beginning("today", WEDNESDAY) == datetime(2026, 7, 1, tzinfo=UTC)
    assert beginning("week", WEDNESDAY) == datetime(2026, 6, 29, tzinfo=UTC)
    assert beginning("month", WEDNESDAY) == datetime(2026, 7, 1, tzinfo=UTC)


def test_the_first_of_equal_heights_stays_and_unknown_is_no_height() -> None:
    book = PeakBook({})
    assert book.add(WEDNESDAY, None, 3)["today"] == Peak(beginning("today", WEDNESDAY), None, None, 3, WEDNESDAY)
    later = WEDNESDAY + timedelta(seconds=5)
    book.add(later, 900, 3)
    found = book.add(later + timedelta(seconds=5), 900, 2)["week"]
    assert (found.bps, found.at, found.connections, found.connections_at) == (900, later, 3, WEDNESDAY)


def test_a_period_goes_on_from_its_seed_and_begins_anew_when_it_turns() -> None:
    seed = {period: Peak(beginning(period, WEDNESDAY), 5000, WEDNESDAY, 9, WEDNESDAY) for period in ("today", "week")}
    tomorrow = WEDNESDAY + timedelta(days=1)
    found = PeakBook({"today": seed["today"], "week": seed["week"]}).add(tomorrow, 100, 1)
    assert (found["today"].bps, found["week"].bps, found["month"].bps) == (100, 5000, 100)
