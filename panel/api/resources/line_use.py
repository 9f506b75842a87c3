"""A line's use, told by day and month."""

from datetime import date, datetime

from panel.api.models.lines import LineRead, LineUse, LineUseQuery, UseOfDay, UseOfMonth
from panel.db.engine import Database
from panel.history.increments import Use
from panel.history.line_use import use_by_day
from panel.history.times import date_of, day_number, first_day_of_month


async def line_use(database: Database, line: LineRead, query: LineUseQuery, now: datetime) -> LineUse:
    """Return what a line used up to `now`; days and months without use are told as such."""
    today = day_number(now)
    months = _months(today, query.months)
    first_day = today - query.days + 1
    by_day = await use_by_day(database, line.id, min(first_day, months[0]), today)
    by_month = {month: Use() for month in months}
    for day, use in by_day.items():
        month = by_month.get(first_day_of_month(day))
        if month is not None:
            month.sent_bytes += use.sent_bytes
            month.watched_ms += use.watched_ms
    return LineUse(
        line_id=line.id,
        quota_bytes_per_month=line.quota_bytes_per_month,
        bytes_this_month=by_month[months[-1]].sent_bytes,
        days=[_day(date_of(day), by_day.get(day, Use())) for day in range(first_day, today + 1)],
        months=[
            UseOfMonth(month=f"{date_of(month):%Y-%m}", bytes=use.sent_bytes, watched_s=round(use.watched_ms / 1000))
            for month, use in by_month.items()
        ],
    )


def _day(day: date, use: Use) -> UseOfDay:
    return UseOfDay(day=day, bytes=use.sent_bytes, watched_s=round(use.watched_ms / 1000))


def _months(today: int, count: int) -> list[int]:
    """Return the first days of so many months, the last one that of `today`, oldest first."""
    months = [first_day_of_month(today)]
    while len(months) < count:
        months.insert(0, first_day_of_month(months[0] - 1))
    return months
