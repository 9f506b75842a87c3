"""Whose pages may open a socket: the panel's own, and those the settings name."""

from collections.abc import Collection, Sequence
from urllib.parse import urlsplit

from geo.address import Network, read_address

DEFAULT_PORTS = {"http": 80, "https": 443}


class Origins:
    """Decides by the `Origin` header (RFC 6454), which browsers send and pages cannot forge.

    The panel's own origin is the one whose host and port are those of the `Host` header; the scheme is left out,
    because a proxy may have taken TLS off. `X-Forwarded-Host` counts only when a trusted proxy sent it.
    """

    def __init__(self, allowed: Collection[str], trusted_proxies: Sequence[Network]) -> None:
        self._allowed = frozenset(origin.rstrip("/").lower() for origin in allowed)
        self._trusted_proxies = trusted_proxies

    def is_allowed(self, origin: str, host: str | None, forwarded_host: str | None, peer: str | None) -> bool:
        """Tell whether a page of `origin` may speak to a server addressed as `host` by `peer`, the TCP peer."""
        if origin.lower() in self._allowed:
            return True
        scheme = origin.partition("://")[0].lower()
        if scheme not in DEFAULT_PORTS:
            return False
        wanted = _host_and_port(origin, scheme)
        hosts = [host]
        if forwarded_host is not None and self._is_trusted(peer):
            hosts.append(forwarded_host.partition(",")[0].strip())
        return wanted is not None and any(_host_and_port(f"//{each}", scheme) == wanted for each in hosts if each)

    def _is_trusted(self, peer: str | None) -> bool:
        address = read_address(peer)
        return address is not None and any(address in network for network in self._trusted_proxies)


def _host_and_port(url: str, scheme: str) -> tuple[str, int] | None:
    try:
        parts = urlsplit(url)
        port = parts.port or DEFAULT_PORTS[scheme]
    except ValueError:
        return None
    return None if parts.hostname is None else (parts.hostname.lower(), port)
