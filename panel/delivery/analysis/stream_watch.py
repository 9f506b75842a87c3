"""PID_error and PTS_error (ETSI TR 101 290, clauses 5.2.1 and 5.2.2, numbers 1.6 and 2.5)."""

from collections.abc import Iterable, Sequence

import numpy as np

from panel.delivery.analysis.batch import Units
from panel.delivery.analysis.continuity import PidRun
from panel.delivery.analysis.headers import PID_BITS, Indices, Words
from panel.delivery.analysis.intervals import Interval
from panel.delivery.analysis.presentation import tells_presentation

LONGEST_ABSENCE_S = 5.0
LONGEST_WITHOUT_TIME_S = 0.7


class StreamWatch:
    """Watches the video and audio that the programme maps name."""

    def __init__(self) -> None:
        self._absences: dict[int, Interval] = {}
        self._times: dict[int, Interval] = {}

    @property
    def absences(self) -> Sequence[Interval]:
        return tuple(self._absences.values())

    @property
    def times(self) -> Sequence[Interval]:
        return tuple(self._times.values())

    def follow(self, pids: Iterable[int], begin: int) -> None:
        """Watch these PIDs: those that are new from packet number `begin` on."""
        wanted = set(pids)
        for pid in set(self._absences) - wanted:
            del self._absences[pid], self._times[pid]
        for pid in wanted - set(self._absences):
            self._absences[pid] = Interval(LONGEST_ABSENCE_S, begin)
            self._times[pid] = Interval(LONGEST_WITHOUT_TIME_S, begin)

    def feed(self, units: Units, first: int) -> None:
        """Take units of the watched PIDs; the first packet of the batch has number `first`."""
        if not len(units.at):
            return
        timed = tells_presentation(units).nonzero()[0]
        at, pids = units.at.take(timed) + first, units.words.take(timed) & PID_BITS
        for pid, interval in self._times.items():
            interval.seen(at.take((pids == np.uint32(pid << 8)).nonzero()[0]))

    def occur(self, runs: Iterable[PidRun], first: int) -> None:
        """These packets came within a time in which nothing can be absent for too long."""
        for run in runs:
            absence = self._absences.get(run.pid)
            if absence is not None:
                absence.seen(np.array((run.first, run.last)) + first)

    def occur_slowly(self, words: Words, starts: Units, begun: int, first: int, slowest_s: float) -> None:
        """These packets came within any time, none slower than this. They are those of a batch from number `begun` on,
        whose first has number `first`; `starts` is where units begin among them."""
        # Among so many packets nothing is absent for too long: of a PID's in them the first and the last are enough.
        few = max(1, int(LONGEST_ABSENCE_S / 2 / slowest_s)) if slowest_s else 1
        for pid, absence in self._absences.items():
            bits = np.uint32(pid << 8)
            own = _mostly(words, bits, starts.at.take((starts.words & PID_BITS == bits).nonzero()[0]) - begun, few)
            if len(own):
                which = own // few
                edges = (which[1:] != which[:-1]).nonzero()[0]
                ends = np.concatenate((own[:1], own[edges], own[edges + 1], own[-1:]))
                ends.sort()
                absence.seen(ends + (first + begun))


def _mostly(words: Words, bits: np.uint32, starts: Indices, few: int) -> Indices:
    """Return packets of a PID: where units begin, the first and the last, where it is not more than `few` packets from
    one to the next; else all."""
    if len(starts) and (starts[1:] - starts[:-1] <= few).all():
        before = _of_pid(words[: starts[0]], bits)
        after = _of_pid(words[starts[-1] :], bits) + starts[-1]
        return np.concatenate((before, starts, after))
    return _of_pid(words, bits)


def _of_pid(words: Words, bits: np.uint32) -> Indices:
    found: Indices = (words & PID_BITS == bits).nonzero()[0]
    return found
