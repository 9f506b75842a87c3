"""The past: sessions and activity; and what kicking a connection answers."""

from typing import Literal

from pydantic import Field

from monitoring.contract.base import Timestamp, WireModel
from monitoring.contract.events import ActivityEntry, ConnectionRow, SortOrder, StreamType
from monitoring.contract.requests import ConnectionsQuery, DatabaseId, Limit, Offset
from panel.api.models.base import ListPage, Moment, PageQuery, SearchText
from panel.sessions import EndReason

SessionSort = Literal["connectedAt", "endedAt", "duration", "bytesTransferred", "username", "streamName"]
ExportFormat = Literal["csv", "ndjson"]


class KickAnswer(WireModel):
    kicked: bool
    verified_at: Timestamp = Field(description="when its bytes had stopped")


class SessionRow(ConnectionRow):
    """The record of a connection; `endedAt` is null while it lives, its figures are then those of the last tick."""

    ended_at: Timestamp | None
    end_reason: str | None
    mean_bps: int | None
    peak_bps: int | None
    stall_s: float | None
    bytes_exact: bool = Field(description="counted to the last byte the kernel saw acknowledged")


class SessionsPage(ListPage[SessionRow]):
    """Open and closed sessions."""


class SessionFilter(WireModel):
    """Text fields other than `search` match exactly; times limit when sessions began."""

    search: SearchText | None = Field(None, description="substring of username, stream, address, city, ISP or agent")
    line_id: DatabaseId | None = None
    username: SearchText | None = None
    stream_id: DatabaseId | None = None
    stream_type: StreamType | None = None
    protocol: SearchText | None = None
    country_code: SearchText | None = None
    isp: SearchText | None = None
    collector: SearchText | None = None
    ip: SearchText | None = None
    from_time: Moment | None = Field(None, alias="from", description="began at or after")
    to_time: Moment | None = Field(None, alias="to", description="began before")
    end_reason: EndReason | None = None


class SessionsQuery(SessionFilter):
    sort: SessionSort = "connectedAt"
    order: SortOrder = "desc"
    offset: Offset = 0
    limit: Limit = 100


class SessionsExportQuery(SessionFilter):
    format: ExportFormat = "csv"


class ConnectionsExportQuery(ConnectionsQuery):
    format: ExportFormat = "csv"


class ActivityPage(ListPage[ActivityEntry]):
    """Activities, newest first."""


class ActivityQuery(PageQuery):
    kind: SearchText | None = None
    subject: SearchText | None = None
