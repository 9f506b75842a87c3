"""Slows down who guesses credentials."""

from collections import OrderedDict
from ipaddress import IPv6Address, IPv6Network

from geo.address import read_address
from monitoring.clock import Clock

REMEMBERED = 10_000
PER_S = 1 / 60


class GuessThrottle:
    """Allows each address so many wrong guesses a minute. An IPv6 address counts with its whole /64 (RFC 6177)."""

    def __init__(self, clock: Clock, per_minute: int) -> None:
        self._clock = clock
        self._per_minute = per_minute
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def blocked(self, address: str | None) -> bool:
        """Tell whether nothing more is looked at from `address` for now."""
        return self._guesses_left(subscriber(address)) < 1

    def wrong(self, address: str | None) -> None:
        """Take note of a wrong guess."""
        key = subscriber(address)
        self._left[key] = (self._guesses_left(key) - 1, self._clock.monotonic_s())
        self._left.move_to_end(key)
        if len(self._left) > REMEMBERED:
            self._left.popitem(last=False)

    def _guesses_left(self, key: str) -> float:
        left, at_s = self._left.get(key, (float(self._per_minute), 0.0))
        regained = (self._clock.monotonic_s() - at_s) * self._per_minute * PER_S
        return min(float(self._per_minute), left + regained)


def subscriber(address: str | None) -> str:
    """Return what stands for whoever has this address: itself, or the /64 of an IPv6 address."""
    parsed = read_address(address)
    if isinstance(parsed, IPv6Address):
        return str(IPv6Network((parsed, 64), strict=False))
    return str(parsed)
