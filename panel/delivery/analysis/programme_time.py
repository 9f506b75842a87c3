"""The time within a stream, by the clock of a programme (PCR, ISO/IEC 13818-1, sections 2.4.2 and 2.4.3.5).

Between two clock references packets are evenly spaced, as the standard has it; how they happen to arrive tells nothing.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from panel.delivery.analysis.batch import Batch, ClockReference
from panel.delivery.analysis.clock_track import CLOCK_HZ, LONGEST_FIRST_STEP, LONGEST_STEP, PLAUSIBLE, ClockTrack
from panel.delivery.analysis.headers import Indices

# Without any reference for so long, time is that of arrival.
NO_CLOCK_S = 2.0


class ProgrammeTime:
    """Seconds since the analysis began, told by the first PID with clock references, and where each packet is in them.

    Packets are numbered through all sources; a time is known up to the `horizon`, the last packet that told it.
    """

    def __init__(self) -> None:
        self._track = ClockTrack(0)
        self._pid: int | None = None
        self._others: dict[int, ClockTrack] = {}
        self._announced: set[int] = set()
        self._arrived_s: float | None = None
        self._errors_before = [0, 0]

    @property
    def horizon(self) -> int:
        """The last packet of which the time is known; -1 before the first."""
        return self._track.places[-1] if self._track.places else -1

    @property
    def now_s(self) -> float:
        """The time at the horizon."""
        return self._track.now / CLOCK_HZ

    @property
    def has_clock(self) -> bool:
        return self._pid is not None

    @property
    def overdue(self) -> bool:
        """Whether a clock reference is missing now."""
        return any(track.late for track in (self._track, *self._others.values()))

    @property
    def errors(self) -> tuple[int, int]:
        """How many references came late and how many jumped, of all sources."""
        tracks = (self._track, *self._others.values())
        late = sum(track.repetition_errors for track in tracks)
        jumped = sum(track.discontinuity_errors for track in tracks)
        return self._errors_before[0] + late, self._errors_before[1] + jumped

    def begin(self) -> None:
        """Another source follows: time goes on where it is."""
        self._errors_before = list(self.errors)
        self._track = ClockTrack(self._track.now)
        self._others.clear()
        self._announced.clear()
        self._pid = self._arrived_s = None

    def forget(self) -> None:
        """Let go of what was told before the horizon."""
        for track in (self._track, *self._others.values()):
            track.forget()

    def take(self, batch: Batch, begun: int, end: int, first: int, arrived_s: float) -> None:
        """Take the clock references of a part of a batch whose first packet has number `first`; it came by this time of
        the wall clock."""
        told_to = self.horizon
        if self._pid is not None and not self._announced and batch.only_clock == self._pid:
            indices, values = batch.plain_clocks(begun, end)
            done = self._track.tell_plain(indices, values, first)
            for index, value in zip(indices[done:].tolist(), values[done:].tolist(), strict=True):
                self._track.tell(first + index, value, announced=False)
        else:
            self._tell_each(batch.clocks(begun, end, self._announced), first)
        self._reach(first + end, arrived_s, told_to)

    def latest_s(self, number: int) -> float:
        """Return when a packet beyond the horizon is at the latest, unless a clock jumps that is still to come."""
        packet_s = self.slowest_packet_s()
        beyond_s = max(LONGEST_STEP / CLOCK_HZ, (number - self.horizon) * packet_s * PLAUSIBLE)
        return self.now_s + (beyond_s if packet_s else LONGEST_FIRST_STEP / CLOCK_HZ)

    def slowest_packet_s(self) -> float:
        """Return how long the packets since `forget` took at most, between any two points."""
        if len(self._track.places) < 2:
            return 0.0
        places, ticks = self._track.points()
        return float(((ticks[1:] - ticks[:-1]) / (places[1:] - places[:-1])).max()) / CLOCK_HZ

    def times(self, numbers: Indices | Sequence[int]) -> NDArray[np.float64]:
        """Return the times of packets up to the horizon, in seconds; of those before the first time, that one."""
        return np.interp(numbers, *self._track.points()) / CLOCK_HZ

    def known(self, indices: Sequence[int]) -> int:
        """Return how many of the packets, in order, are not beyond the horizon."""
        return bisect_right(indices, self.horizon)

    def _tell_each(self, references: Iterable[ClockReference], first: int) -> None:
        for reference in references:
            index = first + reference.index
            self._track_of(reference.pid, index).tell(index, reference.value, announced=reference.announced)

    def _track_of(self, pid: int, index: int) -> ClockTrack:
        if self._pid is None:
            self._pid = pid
            self._begin_track()
        elif pid != self._pid:
            self._track.pass_to(index)
            if not self._track.late:
                if pid not in self._others:
                    self._others[pid] = ClockTrack(0)
                return self._others[pid]
            # The programme whose clock it was tells the time no more.
            self._errors_before = list(self.errors)
            self._pid = pid
            self._others.pop(pid, None)
            self._begin_track()
            for track in self._others.values():
                track.repetition_errors = track.discontinuity_errors = 0
        return self._track

    def _begin_track(self) -> None:
        before = self._track
        self._track = ClockTrack(before.now)
        # What comes before the first reference of another clock is of the time that went on.
        self._track.places, self._track.ticks = before.places[-1:], before.ticks[-1:]

    def _reach(self, end: int, arrived_s: float, told_to: int) -> None:
        """All packets before number `end` were taken; before them the time was known up to `told_to`."""
        if self._pid is not None:
            for track in (self._track, *self._others.values()):
                track.pass_to(end)
        if self._arrived_s is None or (self._pid is not None and self.horizon > told_to):
            self._arrived_s = arrived_s
        waited_s = arrived_s - self._arrived_s
        if self._pid is not None and waited_s >= NO_CLOCK_S:
            # It told the time once, which is none.
            self._pid = None
            self._begin_track()
        if self._pid is None and (self._track.places or waited_s >= NO_CLOCK_S) and end - 1 > self.horizon:
            self._track.now += round(waited_s * CLOCK_HZ)
            self._track.place(end - 1)
            self._arrived_s = arrived_s
