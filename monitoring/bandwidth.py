"""Bandwidth as the wire has it: of everything or of one stream, now and over the kept past."""

import numpy as np

from monitoring.contract.events import BandwidthPeak, BandwidthPeaks, BandwidthPoint, BandwidthUpdate, StreamBandwidth
from monitoring.contract.requests import BandwidthQuery
from monitoring.history import BandwidthHistory, extremes, resample
from monitoring.snapshot import Snapshot, known

LARGEST_STREAMS = 10


def bandwidth(snapshot: Snapshot, history: BandwidthHistory, query: BandwidthQuery) -> BandwidthUpdate:
    """Return bandwidth with its past: the last `window_s` in at most `points` means, as far as history is kept.

    With a `stream_id` all of it is that stream's, and mean and peak are those of the kept hour; without, they are
    those since the service started.
    """
    if query.stream_id is not None:
        return _stream_bandwidth(snapshot, history, query, query.stream_id)
    series = history.total()
    past = resample(series, query.window_s, query.points, snapshot.monotonic_s, snapshot.timestamp)
    return _bandwidth(snapshot, past)


def bandwidth_tick(snapshot: Snapshot) -> BandwidthUpdate:
    """Return bandwidth with this tick's point alone for a history."""
    return _bandwidth(snapshot, [_own_point(snapshot)])


def _own_point(snapshot: Snapshot) -> BandwidthPoint:
    return BandwidthPoint(
        timestamp=snapshot.timestamp,
        bps=snapshot.bandwidth.total_bps,
        connections=snapshot.active_connections,
        max_bps=snapshot.bandwidth.total_bps,
        max_connections=snapshot.active_connections,
    )


def peaks_of(snapshot: Snapshot) -> BandwidthPeaks:
    """Return the peaks of the periods that the snapshot lies in."""
    return BandwidthPeaks(
        **{
            period: BandwidthPeak(
                since=peak.since,
                bps=peak.bps,
                at=peak.at,
                connections=peak.connections,
                connections_at=peak.connections_at,
            )
            for period, peak in snapshot.peaks.items()
        }
    )


def _bandwidth(snapshot: Snapshot, past: list[BandwidthPoint]) -> BandwidthUpdate:
    figures = snapshot.bandwidth
    return BandwidthUpdate(
        seq=snapshot.seq,
        timestamp=snapshot.timestamp,
        total_bps=figures.total_bps,
        total_bytes=figures.total_bytes,
        average_bps=figures.average_bps,
        peak_bps=figures.peak_bps,
        peak_at=figures.peak_at,
        per_stream=_largest_streams(snapshot),
        history=past,
        peaks=peaks_of(snapshot),
    )


def _stream_bandwidth(
    snapshot: Snapshot, history: BandwidthHistory, query: BandwidthQuery, stream_id: int
) -> BandwidthUpdate:
    interner = snapshot.connections.interners.stream
    series = history.of_stream(stream_id)
    found = extremes(series, snapshot.monotonic_s, snapshot.timestamp)
    code = interner.find(stream_id)
    own = None if code is None or code >= len(snapshot.stream_bytes) else _stream_share(snapshot, code, stream_id)
    return BandwidthUpdate(
        seq=snapshot.seq,
        timestamp=snapshot.timestamp,
        total_bps=0 if own is None else own.bps,
        total_bytes=0 if own is None else own.bytes,
        average_bps=found.average_bps,
        peak_bps=found.peak_bps,
        peak_at=found.peak_at,
        per_stream=[] if own is None else [own],
        history=resample(series, query.window_s, query.points, snapshot.monotonic_s, snapshot.timestamp),
        peaks=peaks_of(snapshot),
    )


def _largest_streams(snapshot: Snapshot) -> list[StreamBandwidth]:
    sums = snapshot.groups.stream
    order = np.lexsort((-snapshot.stream_bytes, -sums.connections, -sums.bandwidth_bps))
    shares: list[StreamBandwidth] = []
    for code in order.tolist():
        stream_id = snapshot.connections.interners.stream.values[code]
        if stream_id is not None and (sums.connections[code] > 0 or snapshot.stream_bytes[code] > 0):
            shares.append(_stream_share(snapshot, code, stream_id))
        if len(shares) == LARGEST_STREAMS:
            break
    return shares


def _stream_share(snapshot: Snapshot, code: int, stream_id: int) -> StreamBandwidth:
    sums = snapshot.groups.stream
    return StreamBandwidth(
        stream_id=stream_id,
        stream_name=snapshot.stream_names.get(stream_id),
        bps=known(int(sums.bandwidth_bps[code])),
        bytes=int(snapshot.stream_bytes[code]),
        viewers=int(sums.connections[code]),
    )
