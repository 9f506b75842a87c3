"""How long requests took, as counts of how many fell between two durations that grow by a fixed factor."""

import math
from collections.abc import Iterable, Mapping

FIRST_MS = 0.1
STEPS_PER_DOUBLING = 4
LAST_STEP = 80


class Latencies:
    """Step `n` counts durations up to `FIRST_MS * 2 ** (n / 4)`: percentiles are up to 19 % too high, never too low."""

    def __init__(self, counts: Mapping[int, int] | None = None) -> None:
        self.counts: dict[int, int] = dict(counts or {})

    def add(self, duration_s: float) -> None:
        """Count one duration; beyond 100 s all count as that."""
        duration_ms = duration_s * 1000
        exact = math.log2(duration_ms / FIRST_MS) * STEPS_PER_DOUBLING if duration_ms > FIRST_MS else 0.0
        # A duration that is a step's bound belongs to that step, whatever the logarithm rounds to.
        step = min(LAST_STEP, math.ceil(exact - 1e-9))
        self.counts[step] = self.counts.get(step, 0) + 1

    def merge(self, others: Iterable["Latencies"]) -> "Latencies":
        """Return these and the others as one."""
        merged = Latencies(self.counts)
        for other in others:
            for step, count in other.counts.items():
                merged.counts[step] = merged.counts.get(step, 0) + count
        return merged

    def percentile_ms(self, percent: float) -> float | None:
        """Return what so many percent took no longer than (nearest rank); None where nothing was counted."""
        total = sum(self.counts.values())
        if not total:
            return None
        wanted = max(1, math.ceil(total * percent / 100))
        passed = 0
        for step in sorted(self.counts):
            passed += self.counts[step]
            if passed >= wanted:
                return round(FIRST_MS * 2 ** (step / STEPS_PER_DOUBLING), 3)
        raise AssertionError("the ranks are the counts")
