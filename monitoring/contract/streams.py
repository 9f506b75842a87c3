"""What `stream:health` says: how well each stream arrives, measured at its source; `None` is unknown."""

from typing import Literal

from pydantic import Field

from monitoring.contract.base import Timestamp, WireModel
from monitoring.contract.events import StreamStatus, TickPayload

HealthClass = Literal["excellent", "good", "fair", "poor"]


class ScoreParts(WireModel):
    """The points that a health score is the sum of."""

    uptime: float = Field(description="of 40")
    errors: float = Field(description="of 35")
    response: float = Field(description="of 25")


class StreamVitals(WireModel):
    """The state of a stream and what is measured of it; counts are since the service started, null while not pulled.

    Errors are those of ETSI TR 101 290, clause 5.2; an errored second is one with an error of the first priority or
    without a source (in the sense of ITU-T G.826).
    """

    status: StreamStatus
    reason: str | None = Field(description="why the status is not better")
    running: bool = Field(description="whether its source is being pulled; else the status is that of the last check")
    checked_at: Timestamp | None = Field(description="the last check while nobody watched; null: never, or watched")
    health_score: float | None = Field(description="0 to 100; null: not observed within 24 h")
    health_class: HealthClass | None = Field(description="excellent from 90, good from 70, fair from 50, else poor")
    score_parts: ScoreParts | None
    uptime_percent: float | None = Field(description="of the time it was observed in the last 24 h, deliverable")
    uptime_week_percent: float | None = Field(description="the same of the last 7 days")
    uptime_s: int | None = Field(description="since its source was there; null while it is not, or is not pulled")
    error_rate: float | None = Field(description="share of errored seconds in the last hour, 0 to 1")
    response_ms: float | None = Field(description="from asking the source to its first packets, the last time")
    response_median_ms: float | None = Field(description="of the last 20 times")
    input_bps: int | None
    pace: float | None = Field(description="seconds of the stream's own clock received per second; 1 is real time")
    viewers: int
    cc_errors: int | None = Field(description="Continuity_count_error")
    sync_errors: int | None = Field(description="Sync_byte_error")
    sync_losses: int | None = Field(description="TS_sync_loss")
    pat_errors: int | None = Field(description="PAT_error_2")
    pmt_errors: int | None = Field(description="PMT_error_2")
    pid_errors: int | None = Field(description="PID_error")
    transport_errors: int | None = Field(description="Transport_error")
    crc_errors: int | None = Field(description="CRC_error")
    pcr_errors: int | None = Field(description="PCR_repetition_error and PCR_discontinuity_indicator_error")
    pts_errors: int | None = Field(description="PTS_error")
    errors_per_minute: int | None = Field(description="of the first priority, in the last minute")
    last_error: str | None = Field(description="why the source was last lost or not to be had")
    last_error_at: Timestamp | None = Field(description="when that was")
    restarts: int | None
    since: Timestamp | None = Field(description="when the status became what it is")
    video_codec: str | None
    width: int | None
    height: int | None
    frame_rate: float | None
    audio_codec: str | None
    null_share: float | None = Field(description="of the packets, 0 to 1")
    key_frame_interval_s: float | None


class StreamReference(WireModel):
    stream_id: int
    stream_name: str


class StreamHealthRow(StreamVitals, StreamReference):
    """One stream."""


class StreamHealth(TickPayload):
    streams: list[StreamHealthRow]
