"""Reports over HTTP: as lists, as files, and as a page to print."""

from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from starlette.responses import HTMLResponse, StreamingResponse

from monitoring.contract.base import WireModel
from panel.api.endpoint import Call, Endpoint, endpoint
from panel.api.export import MEDIA_TYPES, export_response
from panel.api.models.reports import (
    BusyHours,
    BusyHoursQuery,
    LineReport,
    LineReportQuery,
    LineReports,
    PrintedReportQuery,
    ReportExportQuery,
    ReportWindow,
    StreamReport,
    StreamReports,
    UnusedStreams,
)
from panel.data_dir import installation_id
from panel.problems import InvalidInputError
from panel.reports import busy, page, watched
from panel.reports.period import Stretch, stretch_of

DEFAULT_WINDOW = timedelta(days=7)
PRINTED_ROWS = 50
# What the printed report is of, where no date is given: the one before the present one.
BACK = {"day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=0)}


async def streams(call: Call[ReportWindow]) -> StreamReports:
    return StreamReports(items=await watched.of_streams(call.services.database, _stretch(call)))


async def lines(call: Call[LineReportQuery]) -> LineReports:
    database, stretch, query = call.services.database, _stretch(call), call.data
    items = await watched.of_lines(database, stretch, query.limit, query.offset)
    total = await watched.count_lines(database, stretch)
    return LineReports(items=items, total=total, offset=query.offset, limit=query.limit)


async def export_streams(call: Call[ReportExportQuery]) -> StreamingResponse:
    rows = await watched.of_streams(call.services.database, _stretch(call))
    return export_response("streams", call.data.format, StreamReport, _batch(rows))


async def export_lines(call: Call[ReportExportQuery]) -> StreamingResponse:
    rows = await watched.of_lines(call.services.database, _stretch(call))
    return export_response("lines", call.data.format, LineReport, _batch(rows))


async def unused(call: Call[ReportWindow]) -> UnusedStreams:
    return UnusedStreams(items=await watched.unused_streams(call.services.database, _stretch(call)))


async def busy_hours(call: Call[BusyHoursQuery]) -> BusyHours:
    hours = await busy.highest_of_hours(call.services.database, _installation(call), _stretch(call))
    zone = ZoneInfo(call.data.time_zone)
    return BusyHours(time_zone=call.data.time_zone, items=busy.by_weekday(hours, zone))


async def printed(call: Call[PrintedReportQuery]) -> HTMLResponse:
    database, now = call.services.database, call.services.clock.now()
    zone = ZoneInfo(call.data.time_zone)
    stretch = stretch_of(call.data.period, call.data.day or _the_last(call.data.period, now, zone), zone)
    contents = page.Contents(
        stretch=stretch,
        zone=zone,
        made_at=now,
        totals=await watched.totals(database, stretch),
        hours=await busy.highest_of_hours(database, _installation(call), stretch),
        streams=await watched.of_streams(database, stretch, PRINTED_ROWS),
        lines=await watched.of_lines(database, stretch, PRINTED_ROWS),
        unused=await watched.unused_streams(database, stretch),
    )
    return HTMLResponse(page.page(contents), headers={"Cache-Control": "no-store"})


def _the_last(period: str, now: datetime, zone: ZoneInfo) -> date:
    today = now.astimezone(zone).date()
    return today.replace(day=1) - timedelta(days=1) if period == "month" else today - BACK[period]


def _stretch(
    call: Call[ReportWindow] | Call[LineReportQuery] | Call[ReportExportQuery] | Call[BusyHoursQuery],
) -> Stretch:
    ends = call.data.to_time or call.services.clock.now()
    begins = call.data.from_time or ends - DEFAULT_WINDOW
    if begins >= ends:
        raise InvalidInputError("the window ends before it begins", "to")
    return Stretch(begins, ends)


def _installation(call: Call[BusyHoursQuery] | Call[PrintedReportQuery]) -> str:
    return installation_id(call.services.settings.data_dir)


async def _batch(rows: Sequence[WireModel]) -> AsyncIterator[Sequence[WireModel]]:
    yield rows


REPORTS = "/api/v1/reports"
FILES = tuple(MEDIA_TYPES.values())
ROWS: tuple[Endpoint, ...] = (
    endpoint(
        "GET",
        f"{REPORTS}/streams",
        streams,
        role="viewer",
        summary="What was watched, most watched first",
        takes=ReportWindow,
        gives=StreamReports,
    ),
    endpoint(
        "GET",
        f"{REPORTS}/streams/export",
        export_streams,
        role="viewer",
        summary="The same as a file",
        takes=ReportExportQuery,
        gives=None,
        media_types=FILES,
    ),
    endpoint(
        "GET",
        f"{REPORTS}/lines",
        lines,
        role="viewer",
        summary="Who watched, largest use first",
        takes=LineReportQuery,
        gives=LineReports,
    ),
    endpoint(
        "GET",
        f"{REPORTS}/lines/export",
        export_lines,
        role="viewer",
        summary="The same as a file",
        takes=ReportExportQuery,
        gives=None,
        media_types=FILES,
    ),
    endpoint(
        "GET",
        f"{REPORTS}/unused-streams",
        unused,
        role="viewer",
        summary="Streams nobody watched",
        takes=ReportWindow,
        gives=UnusedStreams,
    ),
    endpoint(
        "GET",
        f"{REPORTS}/busy-hours",
        busy_hours,
        role="viewer",
        summary="The most connections at once by weekday and hour",
        takes=BusyHoursQuery,
        gives=BusyHours,
    ),
    endpoint(
        "GET",
        f"{REPORTS}/printed",
        printed,
        role="viewer",
        summary="A day, a week or a month on a page to print",
        takes=PrintedReportQuery,
        gives=None,
        media_types=("text/html",),
    ),
)
