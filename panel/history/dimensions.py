"""What the past is summed by, and the numbers that stand for streams, countries, providers and collectors."""

from enum import IntEnum
from typing import NamedTuple

UNKNOWN = 0
"""The key of what nobody knows: bytes of an unknown country are bytes of a country too, so that sums agree."""

_COUNTRY_BASE = 256


class Dimension(IntEnum):
    """Stored as these numbers. The total has one key, `UNKNOWN`."""

    TOTAL = 0
    STREAM = 1
    COUNTRY = 2
    ISP = 3
    COLLECTOR = 4


class SessionKeys(NamedTuple):
    """Where a session's bytes go; providers and collectors are the numbers of their names."""

    line_id: int | None
    stream: int
    country: int
    isp: int
    collector: int

    def parts(self) -> tuple[tuple[Dimension, int], ...]:
        """Return the key of each dimension."""
        return (
            (Dimension.TOTAL, UNKNOWN),
            (Dimension.STREAM, self.stream),
            (Dimension.COUNTRY, self.country),
            (Dimension.ISP, self.isp),
            (Dimension.COLLECTOR, self.collector),
        )


def country_key(code: str | None) -> int:
    """Return the number of a country (ISO 3166-1 alpha-2, upper case): its letters as two bytes."""
    if code is None or len(code) != 2 or not code.isascii():
        return UNKNOWN
    return ord(code[0]) * _COUNTRY_BASE + ord(code[1])


def country_of(key: int) -> str:
    """Return the code of a country's number."""
    return chr(key // _COUNTRY_BASE) + chr(key % _COUNTRY_BASE)
