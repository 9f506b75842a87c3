"""What a player says it is."""

from collections.abc import Iterable

MAX_LENGTH = 512


def user_agent(headers: Iterable[tuple[bytes, bytes]]) -> str | None:
    """Return the User-Agent (RFC 9110, section 10.1.5) as printable text of at most 512 characters, or None."""
    for name, value in headers:
        if name.lower() == b"user-agent":
            text = value.decode("utf-8", "replace")
            return "".join(character for character in text if character.isprintable())[:MAX_LENGTH].strip() or None
    return None
