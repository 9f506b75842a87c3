"""How one stream arrives, in full, and the last hour of many."""

from datetime import UTC, datetime

from monitoring.contract.requests import NoQuery
from monitoring.snapshot import Moment
from panel.api.endpoint import Call, Endpoint, endpoint
from panel.api.errors import ApiError
from panel.api.models.stream_health import (
    ScoreFormula,
    StatusRecord,
    StreamCheck,
    StreamHealthDetail,
    StreamPoint,
    StreamTrend,
    StreamTrends,
    TrendsQuery,
)
from panel.api.resources.live import newest
from panel.api.resources.stream_contents import contents_of, indicators_of
from panel.api.resources.stream_health import health_of
from panel.health import score
from panel.health.book import HealthBook
from panel.health.records import ChangeRecord
from panel.health.strip import Check
from panel.health.tally import Seconds
from panel.health.trend import MINUTES, Minute

FORMULA = ScoreFormula(
    uptime_points=score.UPTIME_POINTS,
    error_points=score.ERROR_POINTS,
    response_points=score.RESPONSE_POINTS,
    worst_error_rate=score.WORST_ERROR_RATE,
    best_response_ms=score.BEST_RESPONSE_MS,
    worst_response_ms=score.WORST_RESPONSE_MS,
)


async def read_health(call: Call[NoQuery]) -> StreamHealthDetail:
    stream_id = call.row_id("stream")
    snapshot = newest(call.services)
    row = health_of(snapshot, [stream_id]).get(stream_id)
    if row is None:
        raise ApiError("not_found", "no such stream")
    health, clock = call.services.health, call.services.clock
    report = call.services.gateway.analysis(stream_id)
    minutes = health.book.minutes(stream_id)
    return StreamHealthDetail(
        seq=snapshot.seq,
        timestamp=snapshot.timestamp,
        stream=row,
        formula=FORMULA,
        severely_errored_s=round(sum(seconds.severe for _, seconds in minutes), 1) if minutes else None,
        indicators=[] if report is None else indicators_of(report, Moment(clock.now(), clock.monotonic_s())),
        contents=None if report is None else contents_of(report),
        checks=[_check(check) for check in health.book.checks(stream_id)],
        points=[_point(minute, seconds) for minute, seconds in minutes],
        changes=[_change(change) for change in await health.changes(stream_id)],
    )


async def trends(call: Call[TrendsQuery]) -> StreamTrends:
    snapshot, query = newest(call.services), call.data
    every = [state.stream_id for state in snapshot.streams]
    asked = every if query.ids is None else [int(each) for each in query.ids.split(",")]
    known = frozenset(every)
    page = [stream_id for stream_id in asked if stream_id in known][query.offset : query.offset + query.limit]
    book = call.services.health.book
    return StreamTrends(
        timestamp=snapshot.timestamp, minutes=MINUTES, streams=[_trend(book, stream_id) for stream_id in page]
    )


def _trend(book: HealthBook, stream_id: int) -> StreamTrend:
    minutes = book.minutes(stream_id)
    return StreamTrend(
        stream_id=stream_id,
        input_bps=[minute.input_bps for minute, _ in minutes] or [None] * MINUTES,
        viewers=[minute.viewers for minute, _ in minutes] or [None] * MINUTES,
        checks=[check.verdict for check in book.checks(stream_id)],
    )


def _check(check: Check) -> StreamCheck:
    return StreamCheck(timestamp=check.at, verdict=check.verdict, response_ms=check.response_ms, reason=check.reason)


def _point(minute: Minute, seconds: Seconds) -> StreamPoint:
    return StreamPoint(
        timestamp=datetime.fromtimestamp(minute.epoch_s, UTC),
        input_bps=minute.input_bps,
        viewers=minute.viewers,
        observed_s=round(seconds.observed, 1),
        deliverable_s=round(seconds.deliverable, 1),
        errored_s=round(seconds.errored, 1),
    )


def _change(change: ChangeRecord) -> StatusRecord:
    return StatusRecord(timestamp=change.at, status=change.status, previous=change.previous, reason=change.reason)


STREAMS = "/api/v1/streams"
ROWS: tuple[Endpoint, ...] = (
    endpoint(
        "GET",
        f"{STREAMS}/{{id}}/health",
        read_health,
        role="viewer",
        summary="Everything measured of a stream",
        takes=NoQuery,
        gives=StreamHealthDetail,
    ),
    endpoint(
        "GET",
        f"{STREAMS}/trends",
        trends,
        role="viewer",
        summary="The last hour and the last checks of streams",
        takes=TrendsQuery,
        gives=StreamTrends,
    ),
)
