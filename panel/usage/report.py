"""The usage as an operator reads it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, select

from panel.api.models.usage import Usage, UsageFigures, UsageOfCaller, UsageOfName, UsageQuery
from panel.db.engine import Database
from panel.db.tables import USAGE
from panel.usage.book import Channel, Count, UsageBook
from panel.usage.latency import Latencies
from panel.usage.store import latencies_of

DEFAULT_WINDOW = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Kept:
    hour: datetime
    caller: str
    channel: Channel
    name: str
    count: Count


async def usage(database: Database, book: UsageBook, query: UsageQuery, now: datetime) -> Usage:
    """Return the figures of a window beside those of today, of this run and of all time."""
    await book.save()
    begins = query.from_time or now - DEFAULT_WINDOW
    conditions = [USAGE.c.hour >= begins.astimezone(UTC).replace(minute=0, second=0, microsecond=0)]
    if query.to_time is not None:
        conditions.append(USAGE.c.hour < query.to_time)
    if query.caller is not None:
        conditions.append(USAGE.c.caller == query.caller)
    window = await _kept(database, *conditions)
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return Usage(
        run_started_at=book.started_at,
        run=_figures(book.of_run.items()),
        today=_figures(_counts(await _kept(database, USAGE.c.hour >= midnight))),
        total=_figures(_counts(await _kept(database))),
        callers=_by_caller(window, daily=query.by == "day"),
        names=_by_name(window),
    )


async def _kept(database: Database, *conditions: ColumnElement[bool]) -> Sequence[_Kept]:
    async with database.begin() as connection:
        rows = await connection.stream(select(USAGE).where(*conditions))
        return [
            _Kept(
                row.hour.astimezone(UTC),
                row.caller,
                row.channel,
                row.name,
                Count(row.requests, row.errors, latencies_of(row.latencies)),
            )
            async for row in rows
        ]


def _by_caller(window: Iterable[_Kept], *, daily: bool) -> list[UsageOfCaller]:
    parts: defaultdict[tuple[datetime, str], list[_Kept]] = defaultdict(list)
    for kept in window:
        parts[kept.hour.replace(hour=0) if daily else kept.hour, kept.caller].append(kept)
    ordered = sorted(parts.items(), key=lambda part: (-part[0][0].timestamp(), part[0][1]))
    return [
        UsageOfCaller(timestamp=begins, caller=caller, **dict(_figures(_counts(kept))))
        for (begins, caller), kept in ordered
    ]


def _by_name(window: Iterable[_Kept]) -> list[UsageOfName]:
    parts: defaultdict[tuple[Channel, str], list[_Kept]] = defaultdict(list)
    for kept in window:
        parts[kept.channel, kept.name].append(kept)
    found = [
        UsageOfName(channel=channel, name=name, **dict(_figures(_counts(kept))))
        for (channel, name), kept in parts.items()
    ]
    return sorted(found, key=lambda each: (-each.requests - each.events, each.channel, each.name))


def _counts(kept: Iterable[_Kept]) -> Iterable[tuple[Channel, Count]]:
    return [(each.channel, each.count) for each in kept]


def _figures(counts: Iterable[tuple[Channel, Count]]) -> UsageFigures:
    counted = list(counts)
    latencies = Latencies().merge(count.latencies for _, count in counted)
    return UsageFigures(
        requests=sum(count.requests for channel, count in counted if channel == "http"),
        events=sum(count.requests for channel, count in counted if channel == "socket"),
        errors=sum(count.errors for _, count in counted),
        p50_ms=latencies.percentile_ms(50),
        p95_ms=latencies.percentile_ms(95),
        p99_ms=latencies.percentile_ms(99),
    )
