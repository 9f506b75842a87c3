"""Wire models made of a snapshot and of the bandwidth history alone: no sampling, no waiting, no queries."""

from collections.abc import Iterator

from monitoring.bandwidth import bandwidth, bandwidth_tick
from monitoring.contract.events import ConnectionRow, ConnectionsPage, ConnectionsView, DashboardUpdate, StreamStatus
from monitoring.contract.requests import ConnectionsQuery
from monitoring.geography import geo
from monitoring.health import status_change, streams
from monitoring.rows import rows_of
from monitoring.scene import Scene
from monitoring.snapshot import Snapshot
from monitoring.views import select

__all__ = [
    "all_connections",
    "bandwidth",
    "bandwidth_tick",
    "connections",
    "connections_page",
    "dashboard",
    "geo",
    "status_change",
    "streams",
]


def dashboard(snapshot: Snapshot) -> DashboardUpdate:
    """Return the headline figures. `totalStreams` also counts those that are starting or stopped."""
    by_status: dict[StreamStatus, int] = {}
    for state in snapshot.streams:
        by_status[state.status] = by_status.get(state.status, 0) + 1
    return DashboardUpdate(
        seq=snapshot.seq,
        timestamp=snapshot.timestamp,
        interval_s=snapshot.interval_s,
        started_at=snapshot.started_at,
        uptime_s=snapshot.uptime_s,
        total_streams=len(snapshot.streams),
        online_streams=by_status.get("online", 0),
        offline_streams=by_status.get("offline", 0),
        degraded_streams=by_status.get("degraded", 0),
        unknown_streams=by_status.get("unknown", 0),
        total_lines=snapshot.lines.total,
        active_lines=snapshot.lines.active,
        expired_lines=snapshot.lines.expired,
        trial_lines=snapshot.lines.trial,
        online_lines=snapshot.online_lines,
        active_connections=snapshot.active_connections,
        peak_connections_today=snapshot.day.peak_connections,
        bandwidth_bps=snapshot.bandwidth.total_bps,
        peak_bandwidth_bps_today=snapshot.day.peak_bandwidth_bps,
        bytes_today=snapshot.day.bytes,
        sessions_today=snapshot.day.sessions,
        operators_online=snapshot.operators_online,
        alerts_firing=None,
        host=snapshot.host,
        collectors=list(snapshot.collectors),
        tick=snapshot.tick,
        top_lines=snapshot.groups.top_lines,
    )


def connections(snapshot: Scene, query: ConnectionsQuery) -> ConnectionsView:
    """Return one page of the table, and how many connections there are before and after the filters."""
    selection = select(snapshot, query)
    page = connections_page(snapshot, query, selection.matched)
    return ConnectionsView(rows=list(rows_of(snapshot, selection.rows)), page=page)


def connections_page(snapshot: Scene, query: ConnectionsQuery, matched: int) -> ConnectionsPage:
    """Return what is told about a page beside its rows; `matched` is how many connections pass the filters."""
    return ConnectionsPage(
        seq=snapshot.seq,
        timestamp=snapshot.timestamp,
        total=len(snapshot.connections),
        matched=matched,
        offset=query.offset,
        limit=query.limit,
        sort=query.sort,
        order=query.order,
    )


def all_connections(snapshot: Scene, query: ConnectionsQuery) -> Iterator[ConnectionRow]:
    """Yield every row that matches, in the query's order; its offset and limit do not count."""
    everything = query.model_copy(update={"offset": 0, "limit": max(1, len(snapshot.connections))})
    yield from rows_of(snapshot, select(snapshot, everything).rows)
