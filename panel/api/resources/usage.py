"""The service's own usage over HTTP."""

from panel.api.endpoint import Call, Endpoint, endpoint
from panel.api.models.usage import Usage, UsageQuery
from panel.usage import report


async def usage(call: Call[UsageQuery]) -> Usage:
    services = call.services
    return await report.usage(services.database, services.usage, call.data, services.clock.now())


ROWS: tuple[Endpoint, ...] = (
    endpoint(
        "GET",
        "/api/v1/usage",
        usage,
        role="admin",
        summary="Who asks how much of this service, how often in vain, and how long it takes",
        takes=UsageQuery,
        gives=Usage,
    ),
)
