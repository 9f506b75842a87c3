"""The busiest hours of the week."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from panel.reports.busy import Highest, by_weekday

FRIDAY = datetime(2026, 11, 20, 22, tzinfo=UTC)


def test_the_highest_of_each_hour_of_the_week_counts() -> None:
    hours = {
        FRIDAY: Highest(10, None),
        FRIDAY.replace(day=13): Highest(30, 1000),
        FRIDAY.replace(hour=23): Highest(5, 7),
    }
    found = by_weekday(hours, ZoneInfo("Europe/Berlin"))
    assert [(each.weekday, each.hour, each.connections, each.bandwidth_bps) for each in found] == [
        (5, 23, 30, 1000),
        (6, 0, 5, 7),
    ]
