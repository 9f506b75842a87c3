"""A token bucket: so many at once, so many a second."""

from monitoring.clock import Clock


class Allowance:
    """Starts with `burst` and regains `per_s` a second, never holding more than `burst`."""

    __slots__ = ("_burst", "_clock", "_left", "_per_s", "_taken_s")

    def __init__(self, per_s: float, burst: int, clock: Clock) -> None:
        self._per_s = per_s
        self._burst = float(burst)
        self._clock = clock
        self._left = float(burst)
        self._taken_s = clock.monotonic_s()

    def take(self) -> bool:
        """Take one; False when none is left."""
        now_s = self._clock.monotonic_s()
        self._left = min(self._burst, self._left + (now_s - self._taken_s) * self._per_s)
        self._taken_s = now_s
        if self._left < 1:
            return False
        self._left -= 1
        return True
