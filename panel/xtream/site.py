"""Under which address players reach the panel."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

from geo.address import Network, read_address
from panel.catalog import LineFact, StreamFact
from panel.vod.containers import container_of

# A name, an IPv4 address, or an IPv6 address in brackets, with or without a port (RFC 9110, section 7.2).
_AUTHORITY = re.compile(r"(?P<host>[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::(?P<port>\d{1,5}))?", re.ASCII)
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Site:
    """An origin and, behind a proxy, the path below which the panel is."""

    scheme: str
    host: str
    port: int
    path: str = ""

    @property
    def address(self) -> str:
        """The address without a slash at its end."""
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{self.host}{port}{self.path}"

    def guide(self, line: LineFact) -> str:
        """Return where the line gets its programme guide."""
        return f"{self.address}/xmltv.php?username={_quoted(line.username)}&password={_quoted(line.password)}"

    def stream(self, line: LineFact, stream: StreamFact, output: str) -> str:
        """Return where the line plays a stream; `output` is `ts` or `m3u8` and counts for live streams.

        Live MPEG-TS has no extension: Kodi finds the catch-up of such addresses, and of .m3u8, but not of .ts.
        """
        credentials = f"{_quoted(line.username)}/{_quoted(line.password)}"
        if stream.type != "live":
            return f"{self.address}/{stream.type}/{credentials}/{stream.id}.{container_of(stream.sources[0])}"
        if output == "m3u8":
            return f"{self.address}/live/{credentials}/{stream.id}.m3u8"
        return f"{self.address}/{credentials}/{stream.id}"


def site_of(scope: Scope, public_url: str | None, trusted: Sequence[Network]) -> Site:
    """Return the site of a request: the setting, else what the request was sent to.

    What proxies say (X-Forwarded-Host, X-Forwarded-Proto) is believed from trusted ones alone.
    """
    if public_url is not None:
        parts = urlsplit(public_url)
        host = parts.hostname or ""
        bracketed = f"[{host}]" if ":" in host else host
        return Site(parts.scheme, bracketed, parts.port or _PORTS[parts.scheme], parts.path.rstrip("/"))
    headers = Headers(scope=scope)
    forwarded = headers if _from_trusted(scope, trusted) else {}
    scheme = _first(forwarded, "x-forwarded-proto").lower()
    scheme = scheme if scheme in _PORTS else str(scope.get("scheme", "http"))
    for authority in (_first(forwarded, "x-forwarded-host"), headers.get("host", "")):
        found = _AUTHORITY.fullmatch(authority)
        if found:
            return Site(scheme, found["host"], int(found["port"] or _PORTS[scheme]))
    host, port = scope.get("server") or ("localhost", None)
    return Site(scheme, f"[{host}]" if ":" in host else host, port or _PORTS[scheme])


def _from_trusted(scope: Scope, trusted: Sequence[Network]) -> bool:
    peer = read_address(scope["client"][0]) if scope.get("client") else None
    return peer is not None and any(peer in network for network in trusted)


def _first(headers: Mapping[str, str], name: str) -> str:
    return headers.get(name, "").split(",")[0].strip()


def _quoted(text: str) -> str:
    return quote(text, safe="")
