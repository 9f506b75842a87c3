"""What is now, the payloads of the socket's events for whoever polls; and what was, at any moment on record."""

from datetime import datetime

from monitoring import payloads
from monitoring.contract.events import BandwidthUpdate, ConnectionsView, DashboardUpdate, GeoUpdate
from monitoring.contract.groups import ConnectionGroups
from monitoring.contract.moments import PastDashboard
from monitoring.contract.requests import (
    BandwidthAtQuery,
    ConnectionsAtQuery,
    DashboardAtQuery,
    GeoAtQuery,
    GroupsAtQuery,
)
from monitoring.grouping import grouped_connections
from monitoring.looking import look
from monitoring.past import bandwidth_of
from monitoring.scene import Scene
from monitoring.snapshot import Snapshot
from panel.api.endpoint import Call, Endpoint, endpoint
from panel.api.errors import ApiError
from panel.moments.figures import dashboard_at
from panel.services import Services


def newest(services: Services) -> Snapshot:
    """Return the newest snapshot. Raises ApiError `unavailable` before the first tick."""
    snapshot = services.sampler.newest
    if snapshot is None:
        raise ApiError("unavailable", "nothing was sampled yet", headers={"Retry-After": "1"})
    return snapshot


async def dashboard(call: Call[DashboardAtQuery]) -> DashboardUpdate | PastDashboard:
    services = call.services
    if call.data.at is None:
        return payloads.dashboard(newest(services))
    return await dashboard_at(await services.moments.at(call.data.at), services.database, services.past)


async def connections(call: Call[ConnectionsAtQuery]) -> ConnectionsView:
    scene, query = await _scene(call.services, call.data.at), call.data.view()
    await look(scene, query)
    return payloads.connections(scene, query)


async def groups(call: Call[GroupsAtQuery]) -> ConnectionGroups:
    return await grouped_connections(await _scene(call.services, call.data.at), call.data)


async def bandwidth(call: Call[BandwidthAtQuery]) -> BandwidthUpdate:
    services = call.services
    return await bandwidth_of(newest(services), services.sampler.bandwidth_history, services.past, call.data.series())


async def geo(call: Call[GeoAtQuery]) -> GeoUpdate:
    return payloads.geo(await _scene(call.services, call.data.at), call.data)


async def _scene(services: Services, at: datetime | None) -> Scene:
    return newest(services) if at is None else await services.moments.at(at)


ROWS: tuple[Endpoint, ...] = (
    endpoint(
        "GET",
        "/api/v1/dashboard",
        dashboard,
        role="viewer",
        summary="What dashboard:update says",
        takes=DashboardAtQuery,
        gives=DashboardUpdate,
        or_gives=PastDashboard,
    ),
    endpoint(
        "GET",
        "/api/v1/connections",
        connections,
        role="viewer",
        summary="What connections:update says",
        takes=ConnectionsAtQuery,
        gives=ConnectionsView,
    ),
    endpoint(
        "GET",
        "/api/v1/connections/groups",
        groups,
        role="viewer",
        summary="Connections by what they share, with their sums",
        takes=GroupsAtQuery,
        gives=ConnectionGroups,
    ),
    endpoint(
        "GET",
        "/api/v1/bandwidth",
        bandwidth,
        role="viewer",
        summary="What bandwidth:update says",
        takes=BandwidthAtQuery,
        gives=BandwidthUpdate,
    ),
    endpoint(
        "GET",
        "/api/v1/geo",
        geo,
        role="viewer",
        summary="What geo:update says",
        takes=GeoAtQuery,
        gives=GeoUpdate,
    ),
)
