"""Whether a stream's source gives what the stream needs."""

from panel.delivery.analysis import Analyzer
from panel.delivery.limits import DeliveryLimits
from panel.delivery.ring import Ring


class SourcePace:
    """One for all viewers of a stream; looked at as often as they are, it looks once for all of them."""

    __slots__ = ("_analysis", "_limits", "_looked_s", "_ring", "missing_s", "too_slow")

    def __init__(self, ring: Ring, analysis: Analyzer, limits: DeliveryLimits, now_s: float) -> None:
        self._ring = ring
        self._analysis = analysis
        self._limits = limits
        self._looked_s = now_s
        self.too_slow = False
        """Whether the source has ceased, or gives its stream slower than the stream's own clock goes."""
        self.missing_s = 0.0
        """Seconds of the stream that the source has not given while it was too slow, in all."""

    def look(self, now_s: float) -> None:
        if now_s <= self._looked_s:
            return
        elapsed_s, self._looked_s = now_s - self._looked_s, now_s
        pace = self._analysis.pace(now_s)
        self.too_slow = self._analysis.starving(now_s) or (pace is None and self._has_ceased(now_s))
        if self.too_slow:
            self.missing_s += elapsed_s * (1 - min(pace or 0.0, 1.0))

    def _has_ceased(self, now_s: float) -> bool:
        """For streams without a clock, and sources that have not sent for long enough to know their pace."""
        newest_s = self._ring.newest_s()
        return newest_s is not None and now_s - newest_s > self._limits.short_s
