"""Which addresses may be a stream's source, judged by their text alone. Names are resolved and judged again at use."""

import socket
from collections.abc import Sequence
from urllib.parse import SplitResult, urlsplit

from geo.address import is_public

MAX_SOURCE_LENGTH = 4096
HTTP_SCHEMES = ("http", "https")
# Of those that ffmpeg pulls, one opens a port of ours, and one lets its server send us elsewhere.
LOCAL_SCHEMES = ("udp", "rtsp")
SCHEMES = (*HTTP_SCHEMES, "rtmp", "rtsp", "srt", "udp")
PORTLESS_SCHEMES = ("udp", "srt")
PRIVATE_SOURCE = "the address is private; PANEL_ALLOW_PRIVATE_SOURCES would allow it"
LOCAL_SOURCE = "udp and rtsp are for networks of one's own; PANEL_ALLOW_PRIVATE_SOURCES would allow them"


def source_problem(url: str) -> str | None:
    """Return why `url` (RFC 3986) cannot be a source, or None. The reason never quotes the address."""
    problem = _problem(url, SCHEMES)
    if problem is not None:
        return problem
    parts = urlsplit(url)
    if parts.scheme.lower() in PORTLESS_SCHEMES and parts.port is None:
        return "the address names no port"
    return None


def http_problem(url: str) -> str | None:
    """Return why `url` cannot be asked for over HTTP, or None, in the same way."""
    return _problem(url, HTTP_SCHEMES)


def is_http(url: str) -> bool:
    """Tell whether a well-formed source is one of HTTP."""
    return urlsplit(url).scheme.lower() in HTTP_SCHEMES


def private_problem(url: str) -> str | None:
    """Return why a well-formed source is only for installations that allow private ones, or None."""
    if urlsplit(url).scheme.lower() in LOCAL_SCHEMES:
        return LOCAL_SOURCE
    return PRIVATE_SOURCE if is_private_source(url) else None


def _problem(url: str, schemes: Sequence[str]) -> str | None:
    if len(url) > MAX_SOURCE_LENGTH:
        return f"the address is longer than {MAX_SOURCE_LENGTH} characters"
    if any(character.isspace() or ord(character) < 0x20 or ord(character) == 0x7F for character in url):
        return "the address holds spaces or control characters"
    parts = _split(url)
    if parts is None:
        return "the address is malformed"
    if parts.scheme.lower() not in schemes:
        return f"only {', '.join(schemes[:-1])} and {schemes[-1]} addresses are taken"
    return None if parts.hostname else "the address names no host"


def is_private_source(url: str) -> bool:
    """Tell whether the host of a well-formed source is written as an address that is not public, or as this machine."""
    parts = _split(url)
    host = parts.hostname if parts is not None else None
    if host is None:
        return False
    name = host.rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    literal = name if ":" in name else _ipv4_literal(name)
    return literal is not None and not is_public(literal)


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        # Reading the port checks it.
        return parts if parts.port != 0 else None
    except ValueError:
        return None


def _ipv4_literal(host: str) -> str | None:
    """Return the address a resolver makes of `127.1`, `0x7f.1`, `2130706433` and their like, without asking one."""
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except (OSError, ValueError):
        return None
