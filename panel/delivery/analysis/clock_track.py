"""One PID's clock: PCR_repetition_error and PCR_discontinuity_indicator_error (ETSI TR 101 290, clause 5.2.2, numbers
2.3.a and 2.3.b).

How much time passes between two clock references is judged by the clock itself, unless it jumps: then by the number of
packets, which took as long as packets did of late.
"""

import numpy as np
from numpy.typing import NDArray

CLOCK_HZ = 27_000_000
CLOCK_MODULUS = (1 << 33) * 300
LONGEST_STEP = CLOCK_HZ // 10
# A step so many times longer or shorter than its packets suggest is a jump, not a pause.
PLAUSIBLE = 3
# The first step of all has nothing to be compared with.
LONGEST_FIRST_STEP = CLOCK_HZ
# A reference that is missing for so long is counted before the next one comes, and time goes on without.
SILENCE = CLOCK_HZ
# So many points tell how long packets take.
MEMORY = 16

Numbers = NDArray[np.int64]


class ClockTrack:
    """Which packets were when, in ticks of 27 MHz: points told by clock references, or assumed while none comes."""

    def __init__(self, now: int) -> None:
        self.now = now
        self.places: list[int] = []
        self.ticks: list[int] = []
        self.repetition_errors = 0
        self.discontinuity_errors = 0
        self.late = False
        """Whether the next reference is missing, and counted already."""
        self._value: int | None = None
        self._told = now
        self._points: tuple[Numbers, Numbers] | None = None

    def forget(self) -> None:
        """Let go of points that are not needed any more."""
        if len(self.places) > MEMORY:
            del self.places[:-MEMORY], self.ticks[:-MEMORY]
            self._points = None

    def points(self) -> tuple[Numbers, Numbers]:
        """Return all points: numbers of packets, and when they were."""
        if self._points is None:
            self._points = np.array(self.places), np.array(self.ticks)
        return self._points

    def tell_plain(self, indices: Numbers, values: Numbers, first: int) -> int:
        """Take references as long as there is nothing to judge; return how many. Their packets are counted from number
        `first`."""
        if self._value is None or self.late or not len(indices):
            return 0
        known = len(self.places)
        steps = values.copy()
        steps[0] -= self._value
        steps[1:] -= values[:-1]
        steps %= CLOCK_MODULUS
        before = self.points()
        places = np.concatenate((before[0], indices + first))
        ticks = np.concatenate((before[1], self.now + steps.cumsum()))
        newest = np.arange(known - 1, len(places) - 1)
        oldest = np.maximum(newest - (MEMORY - 1), 0)
        pause = (places[known:] - places[newest]) * (ticks[newest] - ticks[oldest])
        goes_on = (steps <= LONGEST_STEP) & (pause <= SILENCE * (places[newest] - places[oldest]))
        taken = len(indices) if goes_on.all() else int(goes_on.argmin())
        if taken:
            end = known + taken
            self._points = places[:end], ticks[:end]
            self.places.extend(places[known:end].tolist())
            self.ticks.extend(ticks[known:end].tolist())
            self._value = int(values[taken - 1])
            self.now = self._told = self.ticks[-1]
        return taken

    def tell(self, index: int, value: int, *, announced: bool) -> None:
        """Take the reference in packet number `index`."""
        self.pass_to(index)
        before, self._value = self._value, value
        late, self.late = self.late, False
        if before is not None:
            step = (value - before) % CLOCK_MODULUS
            self.now = max(self.now, self._told + self._judge(index, step, announced=announced, late=late))
        self._told = self.now
        self._add(index)

    def pass_to(self, index: int) -> None:
        """Let time go on by itself up to this packet while no reference comes."""
        while (pace := self._pace()) is not None:
            packets = SILENCE * pace[0] // pace[1] + 1
            if self.places[-1] + packets >= index:
                break
            self.repetition_errors += not self.late
            self.late = True
            self.now += packets * pace[1] // pace[0]
            self._add(self.places[-1] + packets)

    def place(self, index: int) -> None:
        """Say that packet number `index` is now, by another clock."""
        self._told = self.now
        self._add(index)

    def _judge(self, index: int, step: int, *, announced: bool, late: bool) -> int:
        """Return how long a step took, and count what is wrong about it."""
        if step <= LONGEST_STEP and not announced:
            return step
        self.discontinuity_errors += not announced
        pace = self._pace()
        if pace is None:
            is_plausible, likely = step <= LONGEST_FIRST_STEP, 0
        else:
            likely = self.now - self._told + (index - self.places[-1]) * pace[1] // pace[0]
            is_plausible = likely <= step * PLAUSIBLE and step <= likely * PLAUSIBLE
        if announced or not is_plausible:
            return likely
        self.repetition_errors += not late
        return step

    def _pace(self) -> tuple[int, int] | None:
        """Return how many packets came within how many ticks, of late; None where that is not known."""
        if len(self.places) < 2:
            return None
        oldest = -MEMORY if len(self.places) > MEMORY else 0
        passed = self.now - self.ticks[oldest]
        return (self.places[-1] - self.places[oldest], passed) if passed else None

    def _add(self, index: int) -> None:
        self.places.append(index)
        self.ticks.append(self.now)
        self._points = None
