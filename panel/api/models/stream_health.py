"""Everything that is known of how one stream arrives, and the lately of many."""

from typing import Annotated, Literal

from pydantic import Field

from monitoring.contract.base import Timestamp, WireModel
from monitoring.contract.events import StreamStatus
from monitoring.contract.requests import Limit, Offset
from monitoring.contract.streams import StreamHealthRow
from panel.health.strip import Verdict

Priority = Literal[1, 2]
IdList = Annotated[str, Field(pattern=r"^[0-9]{1,10}(,[0-9]{1,10}){0,999}$", description="ids, comma-separated")]


class ErrorIndicator(WireModel):
    """One indicator of ETSI TR 101 290, clause 5.2, counted since the service started."""

    name: str = Field(description="as it is named there, for example Continuity_count_error")
    priority: Priority
    standing: bool = Field(description="whether the condition lasts")
    count: int
    per_minute: int = Field(description="in the last minute")
    last_at: Timestamp | None


class ElementaryStream(WireModel):
    """One PID of a programme."""

    pid: int
    kind: Literal["video", "audio", "subtitles", "data"]
    codec: str | None = Field(description="for example H.264 or AAC")
    scrambled: bool
    language: str | None = Field(description="ISO 639-2, three letters")
    width: int | None
    height: int | None
    frame_rate: float | None
    channels: int | None
    sample_rate_hz: int | None
    bitrate_bps: int | None
    cc_errors: int


class ProgrammeContents(WireModel):
    number: int
    pmt_pid: int
    pcr_pid: int | None
    streams: list[ElementaryStream]


class PidBitrate(WireModel):
    pid: int
    bitrate_bps: int | None


class StreamContents(WireModel):
    """What the source's transport stream says of itself."""

    programmes: list[ProgrammeContents]
    pids: list[PidBitrate] = Field(description="every PID that sends, null packets (8191) included")


class StreamCheck(WireModel):
    """One check: a look at a source nobody watches, or what a minute of a running one came to."""

    timestamp: Timestamp
    verdict: Verdict
    response_ms: float | None = Field(description="null: not connected to in that time, or failed")
    reason: str | None


class StreamPoint(WireModel):
    """One minute; null where nothing was observed."""

    timestamp: Timestamp = Field(description="its beginning")
    input_bps: int | None
    viewers: int | None = Field(description="the most at a tick")
    observed_s: float
    deliverable_s: float
    errored_s: float


class StatusRecord(WireModel):
    timestamp: Timestamp
    status: StreamStatus
    previous: StreamStatus
    reason: str | None


class ScoreFormula(WireModel):
    """Score = uptime points x uptime share + error points x max(0, 1 - error rate / worst error rate) + response points
    x the share of the way from the worst to the best response time, by its median, 0 to 1."""

    uptime_points: int
    error_points: int
    response_points: int
    worst_error_rate: float
    best_response_ms: float
    worst_response_ms: float


class StreamHealthDetail(WireModel):
    seq: int
    timestamp: Timestamp
    stream: StreamHealthRow
    formula: ScoreFormula
    severely_errored_s: float | None = Field(description="of the last hour: without a source or synchronisation")
    indicators: list[ErrorIndicator] = Field(description="empty while the source is not pulled")
    contents: StreamContents | None = Field(description="null while unknown")
    checks: list[StreamCheck] = Field(description="the last 60, oldest first")
    points: list[StreamPoint] = Field(description="the last hour, one a minute, oldest first")
    changes: list[StatusRecord] = Field(description="the last 100, newest first")


class StreamTrend(WireModel):
    """The last hour, oldest first; as many places as `minutes`, null where nothing was observed."""

    stream_id: int
    input_bps: list[int | None]
    viewers: list[int | None]
    checks: list[Verdict] = Field(description="of the last 60 checks, oldest first")


class StreamTrends(WireModel):
    timestamp: Timestamp
    minutes: int
    streams: list[StreamTrend]


class TrendsQuery(WireModel):
    ids: IdList | None = Field(None, description="of which streams; else all, in their order")
    offset: Offset = 0
    limit: Limit = 100
