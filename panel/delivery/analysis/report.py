"""What the analysis of a stream comes to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from panel.delivery.analysis.indicators import Indicator, Tally

Kind = Literal["video", "audio", "subtitles", "data"]


@dataclass(frozen=True, slots=True)
class VideoFormat:
    """Size in pixels as it is shown; pictures a second, two fields being one. None where the stream does not tell."""

    width: int | None = None
    height: int | None = None
    frame_rate: float | None = None


@dataclass(frozen=True, slots=True)
class AudioFormat:
    """Channels, 5.1 being 6, and samples a second. None where the stream does not tell."""

    channels: int | None = None
    sample_rate_hz: int | None = None


@dataclass(frozen=True, slots=True)
class ElementaryStream:
    """One PID of a programme. `codec` is such as "H.264" or "AAC", None where the type is unknown; `language` is three
    letters of ISO 639-2; `bitrate_bps` is that of its packets."""

    pid: int
    kind: Kind
    stream_type: int
    codec: str | None
    language: str | None
    scrambled: bool
    bitrate_bps: int | None
    cc_errors: int
    video: VideoFormat | None
    audio: AudioFormat | None


@dataclass(frozen=True, slots=True)
class Programme:
    """One programme of the PAT; `pcr_pid` is None where it has no clock, or its PMT has not come."""

    number: int
    pmt_pid: int
    pcr_pid: int | None
    streams: tuple[ElementaryStream, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One stream's input since its analysis began; rates are of the last seconds, None while unknown.

    `pace` is how many seconds of the stream's own clock (PCR) came in each of the last 5 s. `null_share` is that of
    null packets, 0 to 1. `key_frame_interval_s` is the time between the last two random access points of the video.
    """

    packets: int
    faults: Mapping[Indicator, Tally]
    programmes: tuple[Programme, ...]
    pid_bps: Mapping[int, int]
    input_bps: int | None
    null_share: float | None
    key_frame_interval_s: float | None
    pace: float | None

    @property
    def video(self) -> ElementaryStream | None:
        """The first video stream."""
        return self._first("video")

    @property
    def audio(self) -> ElementaryStream | None:
        """The first audio stream."""
        return self._first("audio")

    def count(self, indicator: Indicator) -> int:
        """Return how often since the start."""
        return self.faults[indicator].count

    def _first(self, kind: Kind) -> ElementaryStream | None:
        return next((s for programme in self.programmes for s in programme.streams if s.kind == kind), None)
