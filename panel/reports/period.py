"""Stretches of time that reports are made of."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Period = Literal["day", "week", "month"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `begins` up to, and without, `ends`; both UTC."""

    begins: datetime
    ends: datetime


def stretch_of(period: Period, day: date, zone: ZoneInfo) -> Stretch:
    """Return the day, the week (Monday to Sunday, ISO 8601) or the month of `day` in a time zone.

    A day is as long as the zone has it: 23 or 25 hours where clocks are changed.
    """
    if period == "day":
        first, after = day, day + timedelta(days=1)
    elif period == "week":
        first = day - timedelta(days=day.weekday())
        after = first + timedelta(days=7)
    else:
        first = day.replace(day=1)
        after = (first + timedelta(days=31)).replace(day=1)
    return Stretch(_midnight(first, zone), _midnight(after, zone))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
