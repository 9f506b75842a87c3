"""`GET /metrics`, for whoever may read."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from panel.api.errors import ApiError
from panel.api.guard import authenticate, require_role
from panel.services import Services


def metrics_routes(services: Services) -> list[BaseRoute]:
    """Return `/metrics`, which asks for a token or a login, from loopback too: a proxy's requests come from there."""

    async def metrics(request: Request) -> Response:
        try:
            require_role(await authenticate(request, services), "viewer")
        except ApiError as error:
            return error.response()
        text, media_type = services.metrics.exposition(request.headers.get("accept", ""))
        return Response(text, headers={"Content-Type": media_type, "Cache-Control": "no-store"})

    return [Route("/metrics", metrics)]
