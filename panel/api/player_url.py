"""The address that players are given."""

from dataclasses import replace

from starlette.requests import Request

from panel.settings import Settings
from panel.xtream.site import site_of


def player_url(request: Request, settings: Settings) -> str:
    """Return it without a slash at its end: the setting, else where the request came to, on the players' own port."""
    site = site_of(request.scope, settings.public_url, settings.trusted_proxies)
    port: int | None = request.app.state.player_port
    if port is not None and settings.public_url is None:
        # That port is the panel's own: no proxy in front of the pages speaks for it.
        site = replace(site, scheme="http", port=port)
    return site.address
