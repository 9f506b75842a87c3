"""What has to come again and again, by the stream's own clock."""

from collections.abc import Sequence
from itertools import chain
from operator import sub

from panel.delivery.analysis.programme_time import ProgrammeTime

# A packet or two more or less between clock references are no error.
TOLERANCE_S = 0.001


class Interval:
    """Watches that something comes at least every `longest_s`; a gap counts once, as soon as it is too long."""

    def __init__(self, longest_s: float, begin: int) -> None:
        self.late = False
        """Whether it is missing now."""
        self._longest_s = longest_s + TOLERANCE_S
        self._last_s: float | None = None
        # Where it came, up to packets of which the time is not known yet; the first is where the watch begins.
        self._waiting = [begin]

    def see(self, number: int) -> None:
        """It came in this packet, after all others that it came in."""
        self._waiting.append(number)

    def seen(self, indices: Sequence[int]) -> None:
        """It came in the packets with these numbers, in order."""
        self._waiting.extend(indices)

    def take_known(self, time: ProgrammeTime) -> list[int]:
        """Return the packets that it came in since, as far as their time is known by now."""
        known = time.known(self._waiting)
        taken, self._waiting = self._waiting[:known], self._waiting[known:]
        return taken

    def pass_to(self, times_s: Sequence[float], now_s: float) -> int:
        """It came at these times, and not after them up to now; return how many gaps were too long."""
        before_s = self._last_s if self._last_s is not None else times_s[0] if times_s else now_s
        errors = 0
        if times_s:
            if max(map(sub, times_s, chain((before_s,), times_s))) > self._longest_s:
                gaps = map(sub, times_s, chain((before_s,), times_s))
                errors = sum(gap > self._longest_s for gap in gaps) - self.late
            self.late = False
            self._last_s = before_s = times_s[-1]
        if now_s - before_s > self._longest_s and not self.late:
            errors += 1
            self.late = True
        return errors


def overlong(intervals: Sequence[Interval], time: ProgrammeTime) -> list[int]:
    """Let all of them see the time pass to the horizon; return how many gaps of each were too long."""
    if time.horizon < 0:
        return [0] * len(intervals)
    taken = [interval.take_known(time) for interval in intervals]
    times_s = time.times(list(chain.from_iterable(taken)))
    errors = []
    at = 0
    for interval, indices in zip(intervals, taken, strict=True):
        errors.append(interval.pass_to(times_s[at : at + len(indices)], time.now_s))
        at += len(indices)
    return errors
