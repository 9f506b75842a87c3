"""Whether a stream's source gives what the stream needs."""

from panel.delivery.limits import DeliveryLimits
from panel.delivery.ring import Ring


class Supply:
    """One for all viewers of a stream; looked at as often as they are, it looks once for all of them."""

    __slots__ = ("_limits", "_looked_s", "_ring", "missing_s", "short")

    def __init__(self, ring: Ring, limits: DeliveryLimits, now_s: float) -> None:
        self._ring = ring
        self._limits = limits
        self._looked_s = now_s
        self.short = False
        """Whether the source has ceased, or gives its stream slower than the stream's own clock goes."""
        self.missing_s = 0.0
        """Seconds of the stream that the source has not given in time, in all."""

    def look(self, now_s: float) -> None:
        if now_s <= self._looked_s:
            return
        elapsed_s, self._looked_s = now_s - self._looked_s, now_s
        newest_s = self._ring.newest_s()
        self.short = newest_s is not None and now_s - newest_s > self._limits.short_s
        if self.short:
            self.missing_s += elapsed_s
