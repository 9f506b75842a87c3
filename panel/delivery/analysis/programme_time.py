"""The time within a stream, by the clock of a programme (PCR, ISO/IEC 13818-1, sections 2.4.2 and 2.4.3.5).

Between two clock references packets are evenly spaced, as the standard has it; how they happen to arrive tells nothing.
"""

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np

from panel.delivery.analysis.clock_check import ClockCheck

# Without any reference for so long, time is that of arrival.
NO_CLOCK_S = 2.0


class ProgrammeTime:
    """Seconds since the analysis began, told by the first PID with clock references, and where each packet is in them.

    Packets are numbered through all sources; a time is known up to the `horizon`, the last packet that told it.
    """

    def __init__(self) -> None:
        self.now_s = 0.0
        """The time at the horizon."""
        self._checks: dict[int, ClockCheck] = {}
        self._pid: int | None = None
        # Packets of which the time is known, and those times.
        self._places: list[int] = []
        self._times: list[float] = []
        self._reference_s = 0.0
        self._arrived_s: float | None = None

    @property
    def horizon(self) -> int:
        """The last packet of which the time is known; -1 before the first."""
        return self._places[-1] if self._places else -1

    @property
    def has_clock(self) -> bool:
        return self._pid is not None

    @property
    def overdue(self) -> bool:
        """Whether a clock reference is missing now."""
        return any(check.late for check in self._checks.values())

    def begin(self) -> None:
        """Another source follows: time goes on where it is."""
        self._checks.clear()
        self._pid = self._arrived_s = None
        self.forget()
        self._places.clear()
        self._times.clear()

    def forget(self) -> None:
        """Let go of what was told before the horizon."""
        del self._places[:-1], self._times[:-1]

    def tell(self, pid: int, index: int, value: int, *, announced: bool) -> tuple[int, int]:
        """Take a clock reference of packet number `index`, in ticks of 27 MHz; return how many errors of repetition and
        of discontinuity there are in it."""
        check = self._checks.get(pid)
        if check is None:
            check = self._checks[pid] = ClockCheck()
        before = (check.repetition_errors, check.discontinuity_errors)
        is_new = check.index is None
        if self._pid is None:
            self._pid = pid
        elif pid != self._pid and self._checks[self._pid].late:
            self._adopt(pid, index)
            is_new = True
        if pid == self._pid:
            self._pass_to(index, check)
        passed_s = check.tell(index, value, announced=announced)
        if pid == self._pid:
            self._add(index, self.now_s if is_new else self._reference_s + passed_s)
            self._reference_s = self.now_s
        return check.repetition_errors - before[0], check.discontinuity_errors - before[1]

    def reach(self, end: int, arrived_s: float) -> int:
        """All packets before number `end` were given, at this time of the wall clock; return how many clock references
        turned out to be overdue."""
        if self._arrived_s is None:
            self._arrived_s = arrived_s
        if self._pid is not None:
            before = sum(check.repetition_errors for check in self._checks.values())
            self._pass_to(end, self._checks[self._pid])
            for check in self._checks.values():
                check.pass_to(end)
            return sum(check.repetition_errors for check in self._checks.values()) - before
        waited_s = arrived_s - self._arrived_s
        if (self._places or waited_s >= NO_CLOCK_S) and end - 1 > self.horizon:
            self._add(end - 1, self.now_s + waited_s)
            self._arrived_s = arrived_s
        return 0

    def times(self, indices: Sequence[int]) -> list[float]:
        """Return the times of packets up to the horizon, in seconds; of those before the first time, that one."""
        told: list[float] = np.interp(indices, self._places, self._times).tolist()
        return told

    def known(self, indices: Sequence[int]) -> int:
        """Return how many of the packets, in order, are not beyond the horizon."""
        return bisect_right(indices, self.horizon)

    def _pass_to(self, index: int, check: ClockCheck) -> None:
        """Let time go on by itself while no reference comes."""
        patience = check.patience
        if patience is None:
            return
        while self.horizon + patience.packets < index:
            check.pass_to(index)
            self._add(self.horizon + patience.packets, self.now_s + patience.seconds)

    def _adopt(self, pid: int, index: int) -> None:
        """The programme whose clock it was tells the time no more, another does."""
        patience = None if self._pid is None else self._checks.pop(self._pid).patience
        self._pid = pid
        if patience is not None:
            self.now_s += (index - self.horizon) * patience.seconds / patience.packets

    def _add(self, index: int, time_s: float) -> None:
        self.now_s = max(time_s, self.now_s)
        self._places.append(index)
        self._times.append(self.now_s)
