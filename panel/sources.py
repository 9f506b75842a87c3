"""Which addresses may be a stream's source, judged by their text alone. Names are resolved and judged again at use."""

import socket
from urllib.parse import SplitResult, urlsplit

from geo.address import is_public

MAX_SOURCE_LENGTH = 4096
SCHEMES = ("http", "https")
PRIVATE_SOURCE = "the address is private; PANEL_ALLOW_PRIVATE_SOURCES would allow it"


def source_problem(url: str) -> str | None:
    """Return why `url` (RFC 3986) cannot be a source, or None. The reason never quotes the address."""
    if len(url) > MAX_SOURCE_LENGTH:
        return f"the address is longer than {MAX_SOURCE_LENGTH} characters"
    if any(character.isspace() or ord(character) < 0x20 or ord(character) == 0x7F for character in url):
        return "the address holds spaces or control characters"
    parts = _split(url)
    if parts is None:
        return "the address is malformed"
    if parts.scheme.lower() not in SCHEMES:
        return "only http:// and https:// addresses can be sources"
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
