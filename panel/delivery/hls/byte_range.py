"""Which bytes of a segment are asked for (RFC 9110, section 14.1.2)."""

import re
from collections.abc import Iterable

_ONE_RANGE = re.compile(rb"bytes=(\d{0,18})-(\d{0,18})")


class Unsatisfiable(ValueError):
    """A range that begins behind the end."""


def asked_range(headers: Iterable[tuple[bytes, bytes]], size_bytes: int) -> tuple[int, int] | None:
    """Return the first and the last byte of the one range asked for; raises Unsatisfiable.

    None where there is no Range, or one that is malformed, of several ranges, or bound to a validator (If-Range), for
    segments have none: such requests are for the whole.
    """
    asked = {name.lower(): value.strip() for name, value in headers}
    match = _ONE_RANGE.fullmatch(asked.get(b"range", b""))
    if match is None or b"if-range" in asked:
        return None
    first, last = match.groups()
    if not first:
        return _newest(int(last), size_bytes) if last else None
    if last and int(last) < int(first):
        return None
    if int(first) >= size_bytes:
        raise Unsatisfiable
    return int(first), min(int(last), size_bytes - 1) if last else size_bytes - 1


def _newest(count_bytes: int, size_bytes: int) -> tuple[int, int]:
    if not count_bytes:
        raise Unsatisfiable
    return max(0, size_bytes - count_bytes), size_bytes - 1
