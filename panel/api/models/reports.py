"""Reports on sessions: what was watched, by whom, and when most at once."""

from datetime import date
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, Field

from monitoring.contract.base import Timestamp, WireModel
from monitoring.contract.events import StreamType
from monitoring.contract.requests import Limit, Offset
from panel.api.models.base import ListPage, Moment
from panel.api.models.records import ExportFormat


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("give a time zone like Europe/Berlin")
    return str(ZoneInfo(name))


TimeZone = Annotated[str, Field(max_length=64), AfterValidator(_zone)]


class WatchedFigures(WireModel):
    """Of sessions that began within the window; open ones as of the newest tick."""

    sessions: int
    bytes_transferred: int
    watched_s: int


class StreamReport(WatchedFigures):
    stream_id: int | None
    stream_name: str | None
    lines: int = Field(description="that watched it")


class LineReport(WatchedFigures):
    line_id: int | None
    username: str | None
    streams: int = Field(description="that it watched")


class UnusedStream(WireModel):
    stream_id: int
    stream_name: str
    stream_type: StreamType
    last_watched_at: Timestamp | None = Field(description="the newest session on record; null: none")


class BusyHour(WireModel):
    """One hour of one weekday: the most connections at once that it ever had within the window."""

    weekday: int = Field(ge=1, le=7, description="1 is Monday (ISO 8601)")
    hour: int = Field(ge=0, le=23)
    connections: int
    bandwidth_bps: int | None


class ReportWindow(WireModel):
    """The last seven days by default."""

    from_time: Moment | None = Field(None, alias="from", description="at or after")
    to_time: Moment | None = Field(None, alias="to", description="before")


class LineReportQuery(ReportWindow):
    offset: Offset = 0
    limit: Limit = 100


class ReportExportQuery(ReportWindow):
    format: ExportFormat = "csv"


class BusyHoursQuery(ReportWindow):
    time_zone: TimeZone = "UTC"


class PrintedReportQuery(WireModel):
    """A whole day, week or month; that before the present one where no date is given."""

    period: Literal["day", "week", "month"] = "day"
    day: date | None = Field(None, alias="date", description="any day within the period")
    time_zone: TimeZone = "UTC"


class StreamReports(WireModel):
    """Most watched first."""

    items: list[StreamReport]


class LineReports(ListPage[LineReport]):
    """Largest use first."""


class UnusedStreams(WireModel):
    """Streams nobody watched within the window, by name."""

    items: list[UnusedStream]


class BusyHours(WireModel):
    """Hours that had any reading, Monday first."""

    time_zone: str
    items: list[BusyHour]
