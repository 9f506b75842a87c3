"""The addresses of the conventions that are not streams."""

from collections.abc import Sequence

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from panel.players.formats import LIVE_OUTPUT_FORMATS
from panel.services import Services
from panel.serving.limits import BodyLimit
from panel.xtream.asked import MAX_FORM_BYTES
from panel.xtream.endpoints import XtreamEndpoints


def routes(services: Services, formats: Sequence[str] = LIVE_OUTPUT_FORMATS) -> list[BaseRoute]:
    """Return the routes; `formats` are what live streams are delivered in, the usual one first."""
    endpoints = XtreamEndpoints(
        services.catalog,
        services.guide,
        services.gateway,
        services.clock,
        formats=formats,
        public_url=services.settings.public_url,
        trusted_proxies=services.settings.trusted_proxies,
    )
    handlers = {
        "/player_api.php": endpoints.player_api,
        "/panel_api.php": endpoints.panel_api,
        "/get.php": endpoints.get,
        "/xmltv.php": endpoints.xmltv,
        "/epg.php": endpoints.xmltv,
    }
    limited = [Middleware(BodyLimit, limit_bytes=MAX_FORM_BYTES)]
    return [Route(path, handler, methods=["GET", "POST"], middleware=limited) for path, handler in handlers.items()]
