"""Payloads the server sends. Volumes are bytes, rates bit/s, durations seconds; `None` is unknown."""

from typing import Literal

from pydantic import Field

from monitoring.contract.base import Timestamp, WireModel

StreamStatus = Literal["online", "degraded", "offline", "starting", "stopped", "unknown"]
StreamType = Literal["live", "movie", "series"]
CollectorStatus = Literal["live", "stale", "failed"]
Cause = Literal["none", "source", "server", "own network"]
SortOrder = Literal["asc", "desc"]


class TickPayload(WireModel):
    """What every payload of a tick carries: `seq` is the same in all events of one tick and grows by one."""

    seq: int
    timestamp: Timestamp


class HostState(WireModel):
    cpu_percent: float | None
    memory_percent: float | None
    disk_percent: float | None
    receive_bps: int | None
    send_bps: int | None
    load1: float | None


class CollectorState(WireModel):
    name: str
    kind: str
    status: CollectorStatus
    connections: int | None
    sampled_at: Timestamp | None
    duration_ms: float | None
    error: str | None


class TickState(WireModel):
    """The monitor watching itself: how long the tick took, how late it began, how many were skipped since start."""

    duration_ms: float
    late_ms: float
    skipped: int


class LineShare(WireModel):
    """A line that is watching, on how many connections, and what they take together."""

    line_id: int
    username: str | None
    connections: int
    bandwidth_bps: int | None


class DashboardUpdate(TickPayload):
    interval_s: float = Field(description="seconds between two ticks")
    started_at: Timestamp
    uptime_s: int
    total_streams: int
    online_streams: int
    offline_streams: int
    degraded_streams: int
    unknown_streams: int
    total_lines: int
    active_lines: int = Field(description="enabled and not expired")
    expired_lines: int
    trial_lines: int
    online_lines: int = Field(description="watching now")
    active_connections: int
    peak_connections_today: int | None
    bandwidth_bps: int | None
    peak_bandwidth_bps_today: int | None
    bytes_today: int | None
    sessions_today: int | None
    operators_online: int
    alerts_firing: int | None
    host: HostState
    collectors: list[CollectorState]
    tick: TickState
    top_lines: list[LineShare] = Field(description="the ten that take most now, largest first")


class ConnectionRow(WireModel):
    """One line playing one stream on one device."""

    id: str = Field(description="unique for the life of the connection, never reused")
    line_id: int | None
    username: str | None
    stream_id: int | None
    stream_name: str | None
    stream_type: StreamType | None
    protocol: str
    ip: str | None
    country: str | None
    country_code: str | None = Field(description="ISO 3166-1 alpha-2")
    city: str | None
    isp: str | None
    asn: int | None
    user_agent: str | None
    connected_at: Timestamp | None
    duration: int | None
    bytes_transferred: int | None
    bitrate_bps: int | None = Field(description="null until two readings exist")
    collector: str
    stale: bool
    at_risk: bool | None = Field(description="whether anything hinders it; null where the collector cannot tell")
    cause: Cause | None = Field(description="what hinders it; none: nothing does; null where the collector cannot tell")


class ConnectionsPage(TickPayload):
    total: int = Field(description="connections before filters")
    matched: int = Field(description="connections after filters")
    offset: int
    limit: int
    sort: str
    order: SortOrder


class ConnectionsView(WireModel):
    """Both arguments of `connections:update`, as an acknowledgement or an HTTP answer carries them."""

    rows: list[ConnectionRow]
    page: ConnectionsPage


class ConnectionColumns(WireModel):
    """Each is null where no row that was there before has another value in it; else it has a value for every row."""

    duration: list[int | None] | None
    bytes_transferred: list[int | None] | None
    bitrate_bps: list[int | None] | None
    stale: list[bool] | None
    at_risk: list[bool | None] | None
    cause: list[Cause | None] | None


class ConnectionsDelta(WireModel):
    """What became of the page of `base_seq`: first its rows are put in order, then its columns replaced."""

    base_seq: int
    rows: list[int | ConnectionRow] | None = Field(
        description="the rows in order: where one was in the page before, or one that is new; null: as before"
    )
    columns: ConnectionColumns


class StreamBandwidth(WireModel):
    stream_id: int
    stream_name: str | None
    bps: int | None
    bytes: int
    viewers: int


class BandwidthPoint(WireModel):
    """A tick, or a stretch of them: then the means, and beside them the highest of any of its ticks.

    A stretch of the stored past begins at `timestamp`; one of the last hour has it from its newest tick. Without ticks,
    as when the service was off, all but the time is null.
    """

    timestamp: Timestamp
    bps: int | None
    connections: int | None
    max_bps: int | None = None
    max_connections: int | None = None
    bytes: int | None = Field(None, description="sent, exactly; null in the last hour's points")


class BandwidthPeak(WireModel):
    """The heights of a period that began at `since`, and the moments when they were first reached."""

    since: Timestamp
    bps: int | None
    at: Timestamp | None
    connections: int | None
    connections_at: Timestamp | None


class BandwidthPeaks(WireModel):
    """In UTC; weeks begin on Monday."""

    today: BandwidthPeak
    week: BandwidthPeak
    month: BandwidthPeak


class BandwidthUpdate(TickPayload):
    total_bps: int | None
    total_bytes: int = Field(description="since the service started; of a window of the stored past, in it")
    average_bps: int | None = Field(description="as totalBytes, and so are peakBps, peakAt and perStream")
    peak_bps: int | None
    peak_at: Timestamp | None
    per_stream: list[StreamBandwidth] = Field(description="the ten largest, largest first")
    history: list[BandwidthPoint] = Field(description="on connect and on request the window; a tick adds its own point")
    step_s: int | None = Field(None, description="length of points of the stored past; null: of the last hour")
    peaks: BandwidthPeaks | None = Field(None, description="of everything, whatever was asked for")


class StreamStatusChange(TickPayload):
    stream_id: int
    stream_name: str
    status: StreamStatus
    previous: StreamStatus
    reason: str | None
    viewer_count: int
    uptime_s: int | None


class CountryShare(WireModel):
    country_code: str | None
    country: str | None
    connections: int
    bandwidth_bps: int | None


class CityShare(WireModel):
    city: str | None
    country_code: str | None
    latitude: float | None
    longitude: float | None
    connections: int


class IspShare(WireModel):
    isp: str | None
    asn: int | None
    connections: int
    bandwidth_bps: int | None


class GeoUpdate(TickPayload):
    countries: list[CountryShare]
    cities: list[CityShare]
    isps: list[IspShare]


class PresenceLine(WireModel):
    line_id: int
    username: str | None


class OperatorPresence(WireModel):
    name: str
    since: Timestamp = Field(description="when the first of their open sockets came")


class PresenceUpdate(TickPayload):
    """Sent when it happens, between ticks: `seq` is that of the newest tick, `timestamp` the moment."""

    went_online: list[PresenceLine] = Field(description="lines that began to watch")
    went_offline: list[PresenceLine] = Field(description="lines that ceased to watch")
    online_lines: int = Field(description="watching now")
    operators: list[OperatorPresence] = Field(description="everybody with an open socket")


COMINGS = ("line.connected", "line.left")


class ActivityEntry(WireModel):
    """Something that happened. `kind` is `<subject>.<verb>`, for example `line.connected` or `login.refused`.

    Of viewers who come and go, over HTTP all are listed; sockets are told 400 at once, then 20 a second.
    """

    id: int
    timestamp: Timestamp
    kind: str
    actor: str | None
    subject: str | None
    message: str
