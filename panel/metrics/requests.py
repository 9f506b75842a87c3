"""How many HTTP requests were answered, by route and status."""

from prometheus_client import CollectorRegistry, Counter
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS = frozenset({"GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS"})


class RequestCount:
    """Counts by the template of the route, never by the address itself, which may hold passwords and names.

    Live streams and files are answered on the connection, without a status here: theirs is `streamed`.
    """

    def __init__(self, registry: CollectorRegistry) -> None:
        self._requests = Counter(
            "panel_http_requests",
            "HTTP requests that were answered",
            ("method", "route", "status"),
            registry=registry,
        )

    def counting(self, app: ASGIApp) -> ASGIApp:
        """Return the application with its requests counted."""

        async def counted(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            status = "streamed"

            async def send_noted(message: Message) -> None:
                nonlocal status
                if message["type"] == "http.response.start":
                    status = str(message["status"])
                await send(message)

            try:
                await app(scope, receive, send_noted)
            except Exception:
                status = "failed"
                raise
            finally:
                self._count(scope, status)

        return counted

    def _count(self, scope: Scope, status: str) -> None:
        route = scope.get("route")
        template = route.path if isinstance(route, Route) else "none"
        method = scope["method"] if scope["method"] in METHODS else "other"
        self._requests.labels(method, template, status).inc()
