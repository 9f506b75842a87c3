"""What a stream consists of, as its tables tell and its rates show."""

from panel.delivery.analysis.programme_tables import StreamEntry
from panel.delivery.analysis.report import ElementaryStream, Programme, VideoFormat
from panel.delivery.analysis.transport_analysis import TransportAnalysis
from panel.delivery.tables import NULL_PID


def programmes(transport: TransportAnalysis) -> tuple[Programme, ...]:
    """Return the programmes in order of their numbers."""
    return tuple(_programme(transport, number, pid) for number, pid in sorted(transport.tables.programmes.items()))


def _programme(transport: TransportAnalysis, number: int, pmt_pid: int) -> Programme:
    told = transport.tables.maps.get(number)
    if told is None:
        return Programme(number, pmt_pid, None, ())
    clock_pid = None if told.pcr_pid == NULL_PID else told.pcr_pid
    return Programme(number, pmt_pid, clock_pid, tuple(_stream(transport, entry) for entry in told.streams))


def _stream(transport: TransportAnalysis, entry: StreamEntry) -> ElementaryStream:
    pid = entry.pid
    counts = transport.continuity.pids.get(pid)
    return ElementaryStream(
        pid=pid,
        kind=entry.coding.kind,
        stream_type=entry.stream_type,
        codec=transport.looks.codecs.get(pid, entry.coding.codec),
        language=entry.language,
        scrambled=counts is not None and counts.is_scrambled,
        bitrate_bps=transport.rates.pid_bps.get(pid),
        cc_errors=0 if counts is None else counts.errors,
        video=_video(transport, entry),
        audio=transport.looks.audio.get(pid),
    )


def _video(transport: TransportAnalysis, entry: StreamEntry) -> VideoFormat | None:
    """Return what the video tells of itself; how many pictures come where it does not say how many there are."""
    told = transport.looks.video.get(entry.pid)
    if told is None or told.frame_rate is not None or transport.pictures.entry != entry:
        return told
    return VideoFormat(told.width, told.height, transport.pictures.rate)
