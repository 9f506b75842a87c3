"""What the analysis of a stream's source knows, as it is shown."""

from datetime import datetime, timedelta

from monitoring.snapshot import Moment
from panel.api.models.stream_health import (
    ElementaryStream,
    ErrorIndicator,
    PidBitrate,
    ProgrammeContents,
    StreamContents,
)
from panel.delivery import analysis
from panel.delivery.signal import PRIORITY_1


def indicators_of(report: analysis.Report, now: Moment) -> list[ErrorIndicator]:
    """Return every indicator, in the order of the report's tables."""
    return [
        ErrorIndicator(
            name=str(indicator),
            priority=1 if indicator in PRIORITY_1 else 2,
            standing=tally.standing,
            count=tally.count,
            per_minute=tally.per_minute,
            last_at=_wall(tally.last_s, now),
        )
        for indicator, tally in report.faults.items()
    ]


def contents_of(report: analysis.Report) -> StreamContents | None:
    """Return what the source says of itself; None before it said anything."""
    if not report.programmes and not report.pid_bps:
        return None
    return StreamContents(
        programmes=[_programme(programme) for programme in report.programmes],
        pids=[PidBitrate(pid=pid, bitrate_bps=bps) for pid, bps in sorted(report.pid_bps.items())],
    )


def _programme(programme: analysis.Programme) -> ProgrammeContents:
    return ProgrammeContents(
        number=programme.number,
        pmt_pid=programme.pmt_pid,
        pcr_pid=programme.pcr_pid,
        streams=[_stream(stream) for stream in programme.streams],
    )


def _stream(stream: analysis.ElementaryStream) -> ElementaryStream:
    video, audio = stream.video or analysis.VideoFormat(), stream.audio or analysis.AudioFormat()
    return ElementaryStream(
        pid=stream.pid,
        kind=stream.kind,
        codec=stream.codec,
        scrambled=stream.scrambled,
        language=stream.language,
        width=video.width,
        height=video.height,
        frame_rate=video.frame_rate,
        channels=audio.channels,
        sample_rate_hz=audio.sample_rate_hz,
        bitrate_bps=stream.bitrate_bps,
        cc_errors=stream.cc_errors,
    )


def _wall(monotonic_s: float | None, now: Moment) -> datetime | None:
    return None if monotonic_s is None else now.timestamp + timedelta(seconds=monotonic_s - now.monotonic_s)
