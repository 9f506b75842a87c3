"""What a report of the analysis says, in the words of monitoring."""

from monitoring.vitals import StreamSignal
from panel.delivery.analysis import Indicator, Report

PRIORITY_1 = frozenset(
    {
        Indicator.TS_SYNC_LOSS,
        Indicator.SYNC_BYTE_ERROR,
        Indicator.PAT_ERROR_2,
        Indicator.CONTINUITY_COUNT_ERROR,
        Indicator.PMT_ERROR_2,
        Indicator.PID_ERROR,
    }
)
"""ETSI TR 101 290, table 5.0a."""


def errors_per_minute(report: Report) -> int:
    """Return how many errors of the first priority there were in the last minute."""
    return sum(report.faults[indicator].per_minute for indicator in PRIORITY_1)


def signal_of(report: Report) -> StreamSignal:
    count, video, audio = report.count, report.video, report.audio
    picture = None if video is None else video.video
    return StreamSignal(
        cc_errors=count(Indicator.CONTINUITY_COUNT_ERROR),
        sync_errors=count(Indicator.SYNC_BYTE_ERROR),
        sync_losses=count(Indicator.TS_SYNC_LOSS),
        pat_errors=count(Indicator.PAT_ERROR_2),
        pmt_errors=count(Indicator.PMT_ERROR_2),
        pid_errors=count(Indicator.PID_ERROR),
        transport_errors=count(Indicator.TRANSPORT_ERROR),
        crc_errors=count(Indicator.CRC_ERROR),
        pcr_errors=count(Indicator.PCR_REPETITION_ERROR) + count(Indicator.PCR_DISCONTINUITY_INDICATOR_ERROR),
        pts_errors=count(Indicator.PTS_ERROR),
        errors_per_minute=errors_per_minute(report),
        video_codec=None if video is None else video.codec,
        width=None if picture is None else picture.width,
        height=None if picture is None else picture.height,
        frame_rate=None if picture is None else picture.frame_rate,
        audio_codec=None if audio is None else audio.codec,
        null_share=None if report.null_share is None else round(report.null_share, 3),
        key_frame_interval_s=None if report.key_frame_interval_s is None else round(report.key_frame_interval_s, 2),
    )
