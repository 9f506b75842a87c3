"""The day's figures across midnight and restarts."""

from datetime import UTC, datetime, timedelta, timezone

from monitoring.day import DayBook
from monitoring.model import DayFigures
from monitoring.snapshot import DayState

NOON = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)
SEED = DayFigures("2026-01-31", bytes=1000, sessions=7, peak_connections=50, peak_bandwidth_bps=9000)


def test_sums_and_peaks() -> None:
    book = DayBook(None)
    book.add(NOON, 10, 3, None, 0)
    book.add(NOON, 20, 1, 700, 1)
    assert book.add(NOON, 5, 2, 600, 2) == DayState(35, 2, 3, 700)


def test_a_bandwidth_never_measured_is_unknown() -> None:
    assert DayBook(None).add(NOON, 0, 1, None, None) == DayState(0, None, 1, None)


def test_a_restart_goes_on_from_what_was_stored() -> None:
    assert DayBook(SEED).add(NOON, 5, 10, 100, 8) == DayState(1005, 8, 50, 9000)


def test_what_was_stored_of_another_day_does_not_count() -> None:
    assert DayBook(SEED).add(NOON + timedelta(days=1), 5, 10, 100, 0) == DayState(5, 0, 10, 100)


def test_midnight_is_that_of_utc() -> None:
    book = DayBook(None)
    evening = datetime(2026, 1, 31, 23, 59, 58, tzinfo=UTC)
    book.add(evening, 10, 9, 900, 4)
    eastern = (evening + timedelta(seconds=1)).astimezone(timezone(timedelta(hours=10)))
    assert book.add(eastern, 10, 1, 100, 4).bytes == 20
    assert book.add(evening + timedelta(seconds=5), 3, 1, 100, 0) == DayState(3, 0, 1, 100)
