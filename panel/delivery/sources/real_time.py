"""Keeps a source that sends faster than it is to be played, as files do, to its own time."""

from monitoring.clock import Clock
from panel.delivery.hls.programme_clock import ProgrammeClock

# Servers begin with what they have, so that players fill their buffers.
LEAD_S = 8.0
# Clocks may differ by 30 parts in a million each (ISO/IEC 13818-1, section 2.4.2.1); live sources are never held up.
PERMITTED_SPEED = 1.001
# For streams that tell no time.
MOST_BPS = 200_000_000
# A clock is told every 0.1 s at least; what leaps by more is not played for so long.
LONGEST_STEP_S = 1.0
LONGEST_HOLD_S = 20.0


class RealTime:
    """Compares the time within a stream with the time that passes."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._programme = ProgrammeClock()
        self._begun_s = clock.monotonic_s()
        self._size_bytes = 0
        self._leapt_s = 0.0

    def received(self, chunk: bytes) -> None:
        """Whole packets came."""
        self._size_bytes += len(chunk)
        for reference in self._programme.references(chunk):
            before_s = self._programme.passed_s
            self._programme.tick(reference.base)
            if self._programme.passed_s - before_s > LONGEST_STEP_S:
                self._leapt_s += self._programme.passed_s - before_s

    def hold_s(self) -> float:
        """Return for how long nothing more is to be read."""
        told_s = max((self._programme.passed_s - self._leapt_s) / PERMITTED_SPEED, self._size_bytes * 8 / MOST_BPS)
        ahead_s = told_s - (self._clock.monotonic_s() - self._begun_s)
        return min(max(ahead_s - LEAD_S, 0.0), LONGEST_HOLD_S)
