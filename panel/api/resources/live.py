"""What is now: the payloads of the socket's events, for whoever polls."""

from monitoring import payloads
from monitoring.contract.events import BandwidthUpdate, ConnectionsView, DashboardUpdate, GeoUpdate
from monitoring.contract.requests import BandwidthQuery, ConnectionsQuery, GeoQuery, NoQuery
from monitoring.past import bandwidth_of
from monitoring.snapshot import Snapshot
from panel.api.endpoint import Call, Endpoint, endpoint
from panel.api.errors import ApiError
from panel.services import Services


def newest(services: Services) -> Snapshot:
    """Return the newest snapshot. Raises ApiError `unavailable` before the first tick."""
    snapshot = services.sampler.newest
    if snapshot is None:
        raise ApiError("unavailable", "nothing was sampled yet", headers={"Retry-After": "1"})
    return snapshot


async def dashboard(call: Call[NoQuery]) -> DashboardUpdate:
    return payloads.dashboard(newest(call.services))


async def connections(call: Call[ConnectionsQuery]) -> ConnectionsView:
    return payloads.connections(newest(call.services), call.data)


async def bandwidth(call: Call[BandwidthQuery]) -> BandwidthUpdate:
    services = call.services
    return await bandwidth_of(newest(services), services.sampler.bandwidth_history, services.past, call.data)


async def geo(call: Call[GeoQuery]) -> GeoUpdate:
    return payloads.geo(newest(call.services), call.data)


ROWS: tuple[Endpoint, ...] = (
    endpoint(
        "GET",
        "/api/v1/dashboard",
        dashboard,
        role="viewer",
        summary="What dashboard:update says",
        takes=NoQuery,
        gives=DashboardUpdate,
    ),
    endpoint(
        "GET",
        "/api/v1/connections",
        connections,
        role="viewer",
        summary="What connections:update says",
        takes=ConnectionsQuery,
        gives=ConnectionsView,
    ),
    endpoint(
        "GET",
        "/api/v1/bandwidth",
        bandwidth,
        role="viewer",
        summary="What bandwidth:update says",
        takes=BandwidthQuery,
        gives=BandwidthUpdate,
    ),
    endpoint(
        "GET",
        "/api/v1/geo",
        geo,
        role="viewer",
        summary="What geo:update says",
        takes=GeoQuery,
        gives=GeoUpdate,
    ),
)
