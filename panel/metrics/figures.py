"""The newest tick as metric families; nothing is measured because somebody asks."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias, get_args

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from monitoring.contract.events import CollectorStatus, StreamStatus
from monitoring.manager import WebSocketManager
from monitoring.sampler import Sampler
from monitoring.snapshot import Snapshot
from panel.ledger import Ledger

Labelled: TypeAlias = Mapping[str, float | None]


class Figures(Collector):
    """Reads what the sampler, the sockets and the ledger know already. What is unknown is left out."""

    def __init__(self, sampler: Sampler, manager: WebSocketManager, ledger: Ledger) -> None:
        self._sampler = sampler
        self._manager = manager
        self._ledger = ledger

    def collect(self) -> Iterator[Metric]:
        yield from self._sockets()
        yield _gauge("panel_ledger_pending", "Rows that wait to be written to the database", self._ledger.pending)
        yield _counter("panel_ledger_dropped", "Rows that were given up", self._ledger.dropped)
        snapshot = self._sampler.newest
        if snapshot is not None:
            yield _gauge("panel_tick_age_seconds", "Time since the newest tick began", self._sampler.age_s())
            yield from _tick(snapshot)
            yield from _viewing(snapshot)
            yield from _collectors(snapshot)

    def _sockets(self) -> Iterator[Metric]:
        sent = self._manager.fan_out()
        yield _gauge("panel_sockets", "Operators' open sockets", sent.sockets)
        yield _gauge("panel_operators_online", "Operators with a socket", self._manager.operators_online())
        yield _gauge(
            "panel_fan_out_lag_seconds",
            "From the newest tick's beginning until it was handed to the last socket",
            sent.lag_s,
        )
        yield _counter("panel_fan_out_skipped", "Ticks not sent to a socket that had not taken the last", sent.skipped)
        yield _counter("panel_sockets_cut", "Sockets that took nothing for too long", sent.cut)
        untold = self._manager.untold_activities()
        yield _counter("panel_activities_untold", "Comings and goings that were too many to tell sockets", untold)


def _tick(snapshot: Snapshot) -> Iterator[Metric]:
    tick = snapshot.tick
    yield _counter("panel_ticks", "Number of the newest tick", snapshot.seq)
    yield _gauge("panel_tick_duration_seconds", "How long the newest tick took", tick.duration_ms / 1000)
    yield _gauge("panel_tick_late_seconds", "How late the newest tick began", tick.late_ms / 1000)
    yield _counter("panel_ticks_skipped", "Ticks left out because the one before took too long", tick.skipped)


def _viewing(snapshot: Snapshot) -> Iterator[Metric]:
    statuses = [state.status for state in snapshot.streams]
    by_status = {status: statuses.count(status) for status in get_args(StreamStatus)}
    lines = snapshot.lines
    by_standing = {"enabled": lines.active, "expired": lines.expired, "trial": lines.trial}
    yield _gauge("panel_connections", "Connections that are live", snapshot.active_connections)
    yield _gauge("panel_bandwidth_bits_per_second", "Sent to all viewers", snapshot.bandwidth.total_bps)
    yield _counter("panel_sent_bytes", "Sent to viewers since the start", snapshot.bandwidth.total_bytes)
    yield _gauge("panel_lines_online", "Lines that watch", snapshot.online_lines)
    yield _gauges("panel_lines", "Lines by standing", "standing", by_standing)
    yield _gauges("panel_streams", "Streams by status", "status", by_status)


def _collectors(snapshot: Snapshot) -> Iterator[Metric]:
    collectors = snapshot.collectors
    status = GaugeMetricFamily(
        "panel_collector_status", "1 for the status a collector has", labels=("collector", "status")
    )
    for each in collectors:
        for possible in get_args(CollectorStatus):
            status.add_metric((each.name, possible), float(each.status == possible))
    yield status
    durations = {each.name: each.duration_ms / 1000 for each in collectors if each.duration_ms is not None}
    counts = {each.name: each.connections for each in collectors}
    yield _gauges("panel_collector_duration_seconds", "How long its last reading took", "collector", durations)
    yield _gauges("panel_collector_connections", "Connections it told of", "collector", counts)


def _gauge(name: str, meaning: str, value: float | None) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, meaning, labels=())
    _add(family, ((), value))
    return family


def _gauges(name: str, meaning: str, label: str, values: Labelled) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, meaning, labels=(label,))
    _add(family, *(((key,), value) for key, value in values.items()))
    return family


def _counter(name: str, meaning: str, value: float) -> CounterMetricFamily:
    return CounterMetricFamily(name, meaning, value)


def _add(family: GaugeMetricFamily, *samples: tuple[Iterable[str], float | None]) -> None:
    for labels, value in samples:
        if value is not None:
            family.add_metric(tuple(labels), float(value))
