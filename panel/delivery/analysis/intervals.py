"""What has to come again and again, by the stream's own clock."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from panel.delivery.analysis.headers import Indices
from panel.delivery.analysis.programme_time import ProgrammeTime

# A packet or two more or less between clock references are no error.
TOLERANCE_S = 0.001


class Interval:
    """Watches that something comes at least every `longest_s`; a gap counts once, as soon as it is too long."""

    def __init__(self, longest_s: float, begin: int) -> None:
        self.late = False
        """Whether it is missing now."""
        self.longest_s = longest_s + TOLERANCE_S
        self._last_s: float | None = None
        # Where it came, up to packets of which the time is not known yet; the first is where the watch begins.
        self._waiting = [np.array((begin,))]

    def see(self, number: int) -> None:
        """It came in this packet, after all others that it came in."""
        self._waiting.append(np.array((number,)))

    def seen(self, numbers: Indices) -> None:
        """It came in the packets with these numbers, in order."""
        self._waiting.append(numbers)

    def take_known(self, horizon: int) -> Indices:
        """Return the packets that it came in since, up to this one."""
        waiting = np.concatenate(self._waiting)
        known = int(waiting.searchsorted(horizon, "right"))
        self._waiting = [waiting[known:]]
        return waiting[:known]

    def pass_to(self, times_s: NDArray[np.float64], now_s: float, *, is_even: bool) -> int:
        """It came at these times, and not after them up to now; return how many gaps were too long. `is_even` says that
        none is between these times."""
        errors = 0
        if len(times_s):
            first_s = float(times_s[0])
            over = self._last_s is not None and first_s - self._last_s > self.longest_s
            errors = int(over) + (0 if is_even else int((times_s[1:] - times_s[:-1] > self.longest_s).sum()))
            errors -= self.late and errors > 0
            self.late = False
            self._last_s = float(times_s[-1])
        before_s = now_s if self._last_s is None else self._last_s
        if now_s - before_s > self.longest_s and not self.late:
            errors += 1
            self.late = True
        return errors


def overlong(intervals: Sequence[Interval], time: ProgrammeTime) -> list[int]:
    """Let all of them see the time pass to the horizon; return how many gaps of each were too long."""
    horizon = time.horizon
    if horizon < 0:
        return [0] * len(intervals)
    taken = [interval.take_known(horizon) for interval in intervals]
    times_s = time.times(np.concatenate(taken))
    shortest_s = min(interval.longest_s for interval in intervals)
    gaps: list[int] = (times_s[1:] - times_s[:-1] > shortest_s).nonzero()[0].tolist()
    now_s = time.now_s
    errors = []
    at = 0
    for interval, numbers in zip(intervals, taken, strict=True):
        end = at + len(numbers)
        is_even = not any(at <= gap < end - 1 for gap in gaps)
        errors.append(interval.pass_to(times_s[at:end], now_s, is_even=is_even))
        at = end
    return errors
