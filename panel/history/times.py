"""Moments as the tables have them: whole minutes, hours and days since the Unix epoch, in UTC."""

from datetime import UTC, date, datetime, timedelta

MINUTE_S = 60
HOUR_S = 3600
DAY_S = 86400
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_EPOCH_DAY = EPOCH.date()


def microseconds(moment: datetime) -> int:
    """Return the microseconds from the Unix epoch to `moment`, exactly."""
    return (moment - EPOCH) // _MICROSECOND


def from_microseconds(count: int) -> datetime:
    return EPOCH + timedelta(microseconds=count)


def steps_since_epoch(moment: datetime, step_s: int) -> int:
    """Return how many whole steps lie between the Unix epoch and `moment`."""
    return (moment - EPOCH) // timedelta(seconds=step_s)


def from_steps(count: int, step_s: int) -> datetime:
    return EPOCH + timedelta(seconds=count * step_s)


def day_number(moment: datetime) -> int:
    """Return the UTC day of `moment`, in days since the epoch."""
    return steps_since_epoch(moment, DAY_S)


def date_of(day: int) -> date:
    return _EPOCH_DAY + timedelta(days=day)


def first_day_of_month(day: int) -> int:
    """Return the day number of the first of the month in which a day lies."""
    return (date_of(day).replace(day=1) - _EPOCH_DAY).days
