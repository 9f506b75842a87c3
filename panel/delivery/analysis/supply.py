"""Whether a stream comes as fast as it is to be played, by its own clock."""

from collections import deque

PACE_S = 5.0
# So much less than nothing in store is a want.
WANT_S = 2.0
# Clocks differ, and what is measured is cut in pieces.
ENOUGH = 0.97
# Sources that send in bursts are remembered for so long; no burst lasts longer than the longest.
MEMORY_S = 20.0
LONGEST_BURST_S = 8.0
HEALING_S = 3.0


class Supply:
    """A store that fills with the stream's time and empties with time that passes.

    It holds no more than the largest burst of late, so that it tells soon when a source ceases.
    """

    def __init__(self) -> None:
        self._marks: deque[tuple[float, float]] = deque()
        self._bursts: deque[tuple[float, float]] = deque()
        self._store_s = 0.0

    def begin(self) -> None:
        """Another source follows."""
        self._marks.clear()
        self._bursts.clear()
        self._store_s = 0.0

    def mark(self, now_s: float, time_s: float) -> None:
        """The stream's time at this time of the wall clock."""
        if self._marks:
            before_s, told_s = self._marks[-1]
            if now_s <= before_s:
                self._marks[-1] = (before_s, time_s)
                self._fill(now_s, time_s - told_s)
                return
            self._fill(now_s, time_s - told_s - (now_s - before_s))
        self._marks.append((now_s, time_s))
        while now_s - self._marks[0][0] > MEMORY_S:
            self._marks.popleft()
        if self._store_s < 0 and self._is_healed(now_s):
            self._store_s = 0.0

    def pace(self) -> float | None:
        """Return how many seconds of the stream came in each of the 5 s up to the newest mark; None while unknown.

        What has come since then is not looked at yet, so the time since then must not count either.
        """
        if not self._marks:
            return None
        newest_s, time_s = self._marks[-1]
        since = self._before(newest_s - PACE_S)
        return None if since is None else (time_s - since[1]) / (newest_s - since[0])

    @property
    def wanting(self) -> bool:
        """Whether the stream is behind what was to be played by more than 2 s."""
        return self._store_s < -WANT_S

    def _fill(self, now_s: float, gained_s: float) -> None:
        if gained_s > 0:
            self._bursts.append((now_s, gained_s))
        while self._bursts and now_s - self._bursts[0][0] > MEMORY_S:
            self._bursts.popleft()
        self._store_s = min(self._store_s + gained_s, self._largest_burst_s())

    def _largest_burst_s(self) -> float:
        return min(max((gained_s for _, gained_s in self._bursts), default=0.0), LONGEST_BURST_S)

    def _is_healed(self, now_s: float) -> bool:
        since = self._before(now_s - HEALING_S - 2 * self._largest_burst_s())
        if since is None:
            return False
        return self._marks[-1][1] - since[1] >= ENOUGH * (now_s - since[0])

    def _before(self, when_s: float) -> tuple[float, float] | None:
        """Return the newest mark that is not after `when_s`."""
        return next((mark for mark in reversed(self._marks) if mark[0] <= when_s), None)
