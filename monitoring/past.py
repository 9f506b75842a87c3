"""Bandwidth of any window: of the last hour from memory, of anything else from the stored past."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from monitoring.bandwidth import bandwidth, peaks_of
from monitoring.contract.events import BandwidthPoint, BandwidthUpdate, StreamBandwidth
from monitoring.contract.requests import BandwidthQuery, WindowQuery
from monitoring.errors import RequestError
from monitoring.history import KEPT_S, BandwidthHistory
from monitoring.ports import Past
from monitoring.shares import Share
from monitoring.snapshot import Snapshot

SeriesKind = Literal["total", "stream", "country", "isp", "collector"]


@dataclass(frozen=True, slots=True)
class Series:
    """What is asked for: `value` is a stream's id, a country's code, or a name; None for the total."""

    kind: SeriesKind = "total"
    value: int | str | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of the past, its end excluded, wanted in at most `points`."""

    begin: datetime
    end: datetime
    points: int


@dataclass(frozen=True, slots=True)
class StreamPast:
    """One stream in a window: its bytes, its mean bandwidth and its mean number of viewers."""

    stream_id: int
    bytes: int
    bps: int | None
    viewers: int


@dataclass(frozen=True, slots=True)
class PastBandwidth:
    """A window: its points, each `step_s` long or ticks where that is None, its sums, and its ten largest streams where
    the total was asked for."""

    points: list[BandwidthPoint]
    step_s: int | None
    bytes: int
    average_bps: int | None
    peak_bps: int | None
    peak_at: datetime | None
    largest: list[StreamPast]


async def bandwidth_of(
    snapshot: Snapshot, history: BandwidthHistory, past: Past, query: BandwidthQuery
) -> BandwidthUpdate:
    """Return bandwidth as it was asked for. Raises RequestError `unavailable` while the stored past is away."""
    series = series_of(query)
    if _is_recent(query, series):
        return bandwidth(snapshot, history, query)
    window = window_of(query, snapshot.timestamp)
    found = await past.bandwidth(series, window)
    return BandwidthUpdate(
        seq=snapshot.seq,
        timestamp=snapshot.timestamp,
        total_bps=_now(snapshot, series),
        total_bytes=found.bytes,
        average_bps=found.average_bps,
        peak_bps=found.peak_bps,
        peak_at=found.peak_at,
        per_stream=[_stream(snapshot, each) for each in found.largest],
        history=found.points,
        step_s=found.step_s,
        peaks=peaks_of(snapshot),
    )


def series_of(query: BandwidthQuery) -> Series:
    """Return what a query is about."""
    if query.stream_id is not None:
        return Series("stream", query.stream_id)
    if query.country_code is not None:
        return Series("country", query.country_code.upper())
    if query.isp is not None:
        return Series("isp", query.isp)
    return Series() if query.collector is None else Series("collector", query.collector)


def _is_recent(query: BandwidthQuery, series: Series) -> bool:
    bounded = query.from_time is not None or query.to_time is not None
    return not bounded and series.kind in ("total", "stream") and query.window_s <= KEPT_S


def window_of(query: WindowQuery, now: datetime) -> Window:
    """Return the window that is asked for. Raises RequestError for one that does not begin before it ends."""
    end = now if query.to_time is None else min(query.to_time, now)
    begin = end - timedelta(seconds=query.window_s) if query.from_time is None else query.from_time
    if begin >= end:
        raise RequestError("bad_request", "the window must begin before it ends, and in the past", "from")
    return Window(begin, end, query.points)


def _now(snapshot: Snapshot, series: Series) -> int | None:
    shares = snapshot.shares()
    if series.kind == "total":
        return shares.total.bps
    by_name: Mapping[SeriesKind, Mapping[str | None, Share] | Mapping[str, Share]]
    by_name = {"country": shares.countries, "isp": shares.isps, "collector": shares.collectors}
    if isinstance(series.value, str):
        share = by_name[series.kind].get(series.value)
    else:
        share = shares.streams.get(series.value)
    return 0 if share is None else share.bps


def _stream(snapshot: Snapshot, past: StreamPast) -> StreamBandwidth:
    return StreamBandwidth(
        stream_id=past.stream_id,
        stream_name=snapshot.stream_names.get(past.stream_id),
        bps=past.bps,
        bytes=past.bytes,
        viewers=past.viewers,
    )
