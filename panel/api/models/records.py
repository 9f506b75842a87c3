"""The past: sessions and activity; and what kicking a connection answers."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from monitoring.contract.base import Timestamp, WireModel
from monitoring.contract.events import ActivityEntry, ConnectionRow, SortOrder, StreamType
from monitoring.contract.requests import ConnectionsQuery, DatabaseId, Limit, Offset
from panel.api.models.base import ListPage, Moment, PageQuery, Printable, SearchText
from panel.delivery.cooldown import CooldownScope
from panel.delivery.kick import KickState
from panel.sessions import EndReason

SessionSort = Literal[
    "connectedAt",
    "endedAt",
    "duration",
    "bytesTransferred",
    "username",
    "streamName",
    "meanBps",
    "peakBps",
    "stallS",
]
ExportFormat = Literal["csv", "ndjson"]


class KickOptions(WireModel):
    cooldown_s: Annotated[int, Field(ge=0, le=86400)] = Field(0, description="how long to refuse what `scope` names")
    scope: CooldownScope = Field("line", description="the line, its address with any line, or the line on this player")
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), Printable] | None = None


class KickAnswer(WireModel):
    id: str = Field(description="of the receipt, under /api/v1/kicks")
    connection_id: str
    kicked: bool = Field(description="whether the connection was cut")
    state: KickState
    requested_at: Timestamp
    cut_at: Timestamp | None
    verified_at: Timestamp | None = Field(description="when its bytes had stopped for two seconds")
    actor: str
    reason: str | None
    scope: CooldownScope
    cooldown_until: Timestamp | None


class SessionRow(ConnectionRow):
    """The record of a connection; `endedAt` is null while it lives, its figures are then those of the last tick."""

    ended_at: Timestamp | None
    end_reason: str | None
    mean_bps: int | None = Field(description="eight times bytes over duration")
    peak_bps: int | None = Field(description="the highest bitrate between two ticks")
    stall_s: float | None = Field(
        description="by how many seconds data came late while the viewer was short of it, once it ended; null for files"
    )
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
    min_stall_s: Annotated[float, Field(ge=0)] | None = Field(None, description="stalled for at least so long")


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
