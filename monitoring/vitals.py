"""What is measured of a stream beyond its state of now."""

from dataclasses import dataclass

from monitoring.contract.streams import HealthClass, ScoreParts


@dataclass(frozen=True, slots=True)
class StreamFigures:
    """What a stream's past comes to; see `monitoring.contract.streams` for what each figure means."""

    health_score: float | None = None
    health_class: HealthClass | None = None
    score_parts: ScoreParts | None = None
    uptime_percent: float | None = None
    uptime_week_percent: float | None = None
    error_rate: float | None = None
    response_median_ms: float | None = None


@dataclass(frozen=True, slots=True)
class StreamSignal:
    """What the transport stream of a source that is being pulled tells: errors since it was connected to, contents."""

    cc_errors: int | None = None
    sync_errors: int | None = None
    sync_losses: int | None = None
    pat_errors: int | None = None
    pmt_errors: int | None = None
    pid_errors: int | None = None
    transport_errors: int | None = None
    crc_errors: int | None = None
    pcr_errors: int | None = None
    pts_errors: int | None = None
    errors_per_minute: int | None = None
    video_codec: str | None = None
    width: int | None = None
    height: int | None = None
    frame_rate: float | None = None
    audio_codec: str | None = None
    null_share: float | None = None
    key_frame_interval_s: float | None = None


NO_FIGURES = StreamFigures()
NO_SIGNAL = StreamSignal()
