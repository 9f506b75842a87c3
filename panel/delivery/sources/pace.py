"""How fast what was made before is handed on: as fast as it is to be played."""

from monitoring.clock import Clock

# Viewers get so much more than has passed, so that a segment that comes late is not missed.
LEAD_S = 2.0
# What was missed is made up for at once, but no more than this.
MOST_BEHIND_S = 10.0
# Of a size that nobody told, as long as none was seen.
USUAL_BPS = 8_000_000


class Pace:
    """Holds a reader back; pieces have a duration each, and mostly a size."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._begun_s = clock.monotonic_s() - LEAD_S
        self._duration_s = 0.0
        self._size_bytes = 0
        self._received_bytes = 0
        self._seen_bps: float = USUAL_BPS

    def begin(self, duration_s: float, size_bytes: int | None) -> None:
        """A piece of so many seconds comes."""
        self._begun_s = max(self._begun_s, self._clock.monotonic_s() - LEAD_S - MOST_BEHIND_S)
        self._duration_s = duration_s
        self._size_bytes = size_bytes or max(1, round(self._seen_bps * duration_s / 8))

    async def wait(self, received_bytes: int) -> None:
        """Return when so much of the piece is due."""
        self._received_bytes = received_bytes
        share = min(1.0, received_bytes / self._size_bytes)
        wait_s = self._begun_s + share * self._duration_s - self._clock.monotonic_s()
        if wait_s > 0:
            await self._clock.sleep(wait_s)

    def end(self) -> None:
        """The piece is over: the next begins when its time has passed."""
        self._begun_s += self._duration_s
        self._seen_bps = self._received_bytes * 8 / self._duration_s
