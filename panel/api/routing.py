"""Routes made from the table; nothing under /api answers without a login but login itself."""

from collections import defaultdict
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from monitoring.ports import Principal
from panel.api.endpoint import Endpoint
from panel.api.errors import ApiError, error_of
from panel.api.guard import authenticate, refuse_forgery, require_role
from panel.api.health import health_routes
from panel.api.metrics import metrics_routes
from panel.api.table import ENDPOINTS
from panel.api.web import web_routes
from panel.services import Services

CALLER = "panel.caller"
HTTP_ERROR = 400


def routes(services: Services) -> list[BaseRoute]:
    """Return every route of the panel but those of players and of the socket; the pages come last."""
    by_path: defaultdict[str, dict[str, Endpoint]] = defaultdict(dict)
    for row in ENDPOINTS:
        by_path[row.path][row.method] = row
    # A fixed path wins over one with a variable part.
    ordered = sorted(by_path, key=lambda path: ("{" in path, path))
    return [
        *(Route(path, ApiPath(path, by_path[path], services)) for path in ordered),
        Route("/api", ApiPath("/api", {}, services)),
        Route("/api/{rest:path}", ApiPath("/api", {}, services)),
        *health_routes(services),
        *metrics_routes(services),
        *web_routes(),
    ]


class ApiPath:
    """What answers at one path: authentication, role, forgery and method are judged before a handler sees anything."""

    def __init__(self, path: str, endpoints: Mapping[str, Endpoint], services: Services) -> None:
        self._path = path
        self._endpoints = endpoints
        self._services = services

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive, send)
        began_s = self._services.clock.monotonic_s()
        try:
            response = await self._answer(request)
        except Exception as exception:
            response = error_of(exception).response()
        await response(scope, receive, send)
        caller: Principal | None = scope.get(CALLER)
        if caller is not None and self._endpoints:
            self._services.usage.asked(
                caller.name,
                "http",
                f"{_method(request) if _method(request) in self._endpoints else 'other'} {self._path}",
                self._services.clock.monotonic_s() - began_s,
                in_vain=response.status_code >= HTTP_ERROR,
            )

    async def _answer(self, request: Request) -> Response:
        endpoint = self._endpoints.get(_method(request))
        if endpoint is not None and endpoint.role is None:
            return await endpoint.run(request, self._services, None)
        principal = await authenticate(request, self._services)
        request.scope[CALLER] = principal
        if not self._endpoints:
            raise ApiError("not_found", "there is nothing at this path")
        if endpoint is None:
            allowed = ", ".join(sorted(self._endpoints))
            raise ApiError("method_not_allowed", f"this path takes {allowed}", headers={"Allow": allowed})
        require_role(principal, endpoint.role or "admin")
        refuse_forgery(request, self._services.settings)
        return await endpoint.run(request, self._services, principal)


def _method(request: Request) -> str:
    return "GET" if request.method == "HEAD" else request.method
