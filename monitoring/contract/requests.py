"""What clients may ask, who may ask it, and how it is answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from monitoring.contract.base import Timestamp, WireModel
from monitoring.contract.events import (
    ActivityEntry,
    BandwidthUpdate,
    ConnectionRow,
    ConnectionsDelta,
    ConnectionsPage,
    ConnectionsView,
    DashboardUpdate,
    GeoUpdate,
    PresenceUpdate,
    SortOrder,
    StreamStatus,
    StreamStatusChange,
    StreamType,
)
from monitoring.contract.groups import ConnectionGroups, GroupBy, GroupSort
from monitoring.contract.moments import AT, PastDashboard, PastMoment
from monitoring.contract.streams import StreamHealth

Role = Literal["viewer", "operator", "admin"]
ErrorCode = Literal["bad_request", "unauthorized", "forbidden", "not_found", "rate_limited", "unavailable"]
EventName = Literal[
    "dashboard:update",
    "connections:update",
    "bandwidth:update",
    "stream:status",
    "stream:health",
    "geo:update",
    "presence:update",
    "activity:new",
]
# Subscribing to an update is subscribing to its deltas.
SentEvent = EventName | Literal["connections:delta", "connections:groups"]
ConnectionSort = Literal[
    "id",
    "lineId",
    "username",
    "streamId",
    "streamName",
    "streamType",
    "protocol",
    "ip",
    "country",
    "countryCode",
    "city",
    "isp",
    "asn",
    "userAgent",
    "connectedAt",
    "duration",
    "bytesTransferred",
    "bitrateBps",
    "collector",
    "stale",
    "atRisk",
    "cause",
]
ShortText = Annotated[str, Field(max_length=256)]
DatabaseId = Annotated[int, Field(ge=1, le=2**53)]
Offset = Annotated[int, Field(ge=0, le=2**53)]
Limit = Annotated[int, Field(ge=1, le=1000)]

ROLE_RANK: dict[Role, int] = {"viewer": 0, "operator": 1, "admin": 2}


class NoQuery(WireModel):
    """A request without fields."""


class ConnectionsFilter(WireModel):
    """Which connections. Fields that are absent do not filter; text fields other than `search` match exactly."""

    search: ShortText | None = Field(None, description="substring of username, stream, address, city, ISP or agent")
    line_id: DatabaseId | None = None
    username: ShortText | None = None
    stream_id: DatabaseId | None = None
    stream_type: StreamType | None = None
    protocol: ShortText | None = None
    country_code: Annotated[str, Field(pattern=r"^[A-Za-z]{2}$")] | None = None
    isp: ShortText | None = None
    collector: ShortText | None = None
    ip: ShortText | None = None
    at_risk: bool | None = None


class ConnectionsQuery(ConnectionsFilter):
    """A view of the table."""

    sort: ConnectionSort = "connectedAt"
    order: SortOrder = "desc"
    offset: Offset = 0
    limit: Limit = 100


class ConnectionsSubscription(ConnectionsQuery):
    """The view this socket is sent from now on."""

    delta: bool = Field(False, description="once it has a page, send what became of it (`connections:delta`)")


class GroupsQuery(ConnectionsFilter):
    """Connections that pass the filters, grouped; groups of equal size are in the order of their names."""

    by: GroupBy = "stream"
    sort: GroupSort = "connections"
    order: SortOrder = "desc"
    offset: Offset = 0
    limit: Limit = 100


class WindowQuery(WireModel):
    """The last `windowS` seconds, or those before `to`, or from `from` to `to`."""

    window_s: Annotated[int, Field(ge=1, le=2 * 366 * 86400)] = 3600
    points: Annotated[int, Field(ge=1, le=5000)] = 720
    from_time: Timestamp | None = Field(None, alias="from")
    to_time: Timestamp | None = Field(None, alias="to", description="excluded; now where absent")


class BandwidthQuery(WindowQuery):
    """A window, of everything or of one thing."""

    stream_id: DatabaseId | None = None
    country_code: Annotated[str, Field(pattern=r"^[A-Za-z]{2}$")] | None = None
    isp: ShortText | None = None
    collector: ShortText | None = None

    @model_validator(mode="after")
    def _of_one_thing(self) -> Self:
        if sum(each is not None for each in (self.stream_id, self.country_code, self.isp, self.collector)) > 1:
            raise ValueError("give at most one of streamId, countryCode, isp and collector")
        return self


class StreamsQuery(WireModel):
    search: ShortText | None = None
    status: StreamStatus | None = None
    offset: Offset = 0
    limit: Limit = 100


class GeoQuery(WireModel):
    stream_id: DatabaseId | None = None


class DashboardAtQuery(WireModel):
    at: PastMoment | None = AT


class ConnectionsAtQuery(ConnectionsQuery):
    """Of the past each row has the mean bitrate of its session; bytes at that moment are unknown."""

    at: PastMoment | None = AT

    def view(self) -> ConnectionsQuery:
        """Return the query without its moment."""
        return ConnectionsQuery.model_construct(**{name: getattr(self, name) for name in ConnectionsQuery.model_fields})


class GroupsAtQuery(GroupsQuery):
    at: PastMoment | None = AT


class GeoAtQuery(GeoQuery):
    at: PastMoment | None = AT


class BandwidthAtQuery(BandwidthQuery):
    at: PastMoment | None = Field(None, description="the same as `to`")

    def series(self) -> BandwidthQuery:
        """Return the query with its moment as its end."""
        return self if self.at is None else self.model_copy(update={"to_time": self.at})


class EventSelection(WireModel):
    events: Annotated[list[EventName], Field(min_length=1, max_length=20)]


class Subscriptions(WireModel):
    """The events this socket receives after a `subscribe` or `unsubscribe`."""

    events: list[EventName]


class Refusal(WireModel):
    ok: Literal[False] = False
    code: ErrorCode
    message: str


@dataclass(frozen=True, slots=True)
class Request:
    """One row of the request table: the object it takes, the event it answers with, the least role that may ask.

    What is asked of a moment of the past is only acknowledged, with `past_data` where that is something else.
    """

    query: type[WireModel]
    data: type[WireModel]
    answer: SentEvent | None
    role: Role = "viewer"
    past_data: type[WireModel] | None = None

    @property
    def answers(self) -> Sequence[type[WireModel]]:
        """The models that an acknowledgement may carry."""
        return [self.data] if self.past_data is None else [self.data, self.past_data]


SERVER_EVENTS: dict[SentEvent, tuple[type[WireModel] | Any, ...]] = {
    "dashboard:update": (DashboardUpdate,),
    "connections:update": (list[ConnectionRow], ConnectionsPage),
    "connections:delta": (ConnectionsDelta, ConnectionsPage),
    "connections:groups": (ConnectionGroups,),
    "bandwidth:update": (BandwidthUpdate,),
    "stream:status": (StreamStatusChange,),
    "stream:health": (StreamHealth,),
    "geo:update": (GeoUpdate,),
    "presence:update": (PresenceUpdate,),
    "activity:new": (ActivityEntry,),
}

CLIENT_EVENTS: dict[str, Request] = {
    "request:dashboard": Request(DashboardAtQuery, DashboardUpdate, "dashboard:update", past_data=PastDashboard),
    "request:connections": Request(ConnectionsAtQuery, ConnectionsView, "connections:update"),
    "request:groups": Request(GroupsAtQuery, ConnectionGroups, "connections:groups"),
    "request:bandwidth": Request(BandwidthAtQuery, BandwidthUpdate, "bandwidth:update"),
    "request:streams": Request(StreamsQuery, StreamHealth, "stream:health"),
    "request:geo": Request(GeoAtQuery, GeoUpdate, "geo:update"),
    "subscribe:connections": Request(ConnectionsSubscription, ConnectionsView, "connections:update"),
    "subscribe": Request(EventSelection, Subscriptions, None),
    "unsubscribe": Request(EventSelection, Subscriptions, None),
}
