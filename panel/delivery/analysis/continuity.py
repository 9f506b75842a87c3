"""Continuity_count_error (ETSI TR 101 290, clause 5.2.1, number 1.4; ISO/IEC 13818-1, section 2.4.3.3)."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from panel.delivery.analysis.batch import Batch
from panel.delivery.analysis.headers import PID_BITS, SCRAMBLED, Indices, Words, announces_discontinuity
from panel.delivery.tables import NULL_PID

PAYLOAD = 0x10
COUNTER = np.uint32(0x0F)
PID_MOST = np.uint16(0x1FFF)
NULL_WORD = np.uint32(NULL_PID << 8)
CLOCK_FLAG = 0x10
CLOCK_END = 12


@dataclass(slots=True)
class PidCounts:
    """One PID so far. The newest packet, and whether that is itself a repetition, are forgotten at a new source."""

    packets: int = 0
    errors: int = 0
    last: bytes = b""
    repeated: bool = False

    @property
    def is_scrambled(self) -> bool:
        """Whether the newest packet is."""
        return bool(self.last) and bool(self.last[3] & SCRAMBLED)


class PidRun(NamedTuple):
    """The packets of one PID in a batch: how many, and the numbers of the first and the last."""

    pid: int
    packets: int
    first: int
    last: int


class ContinuityCheck:
    """Takes batches of packets in order. Only packets whose counter does not simply go on cost more than a glance."""

    def __init__(self) -> None:
        self.pids: dict[int, PidCounts] = {}

    def begin(self) -> None:
        """Another source follows; counts stay."""
        for counts in self.pids.values():
            counts.last, counts.repeated = b"", False

    def feed(self, batch: Batch, damaged: Collection[int]) -> tuple[int, list[PidRun]]:
        """Return how many packets do not continue their PID, and what there is of each PID.

        Nothing is derived from the packets whose numbers are `damaged`.
        """
        packets, words = batch.packets, batch.words
        runs, suspects = _glance(batch)
        for pid, _, first, _ in runs:
            counts = self.pids.get(pid)
            if counts is None:
                self.pids[pid] = PidCounts()
            elif counts.last and _steps(counts.last[3], int(words[first])):
                suspects.append((first, -1))
        repeated: set[int] = set()
        errors = 0
        for current, previous in sorted(suspects):
            pid = int(words[current]) >> 8 & 0x1FFF
            if pid == NULL_PID or current in damaged or previous in damaged:
                continue
            counts = self.pids[pid]
            packet = packets[current]
            before = counts.last if previous < 0 else packets[previous]
            if announces_discontinuity(packet):
                continue
            again = _is_repetition(packet, before)
            was_repeated = counts.repeated if previous < 0 else previous in repeated
            if again:
                repeated.add(current)
            if not again or was_repeated:
                counts.errors += 1
                errors += 1
        for run in runs:
            counts = self.pids[run.pid]
            counts.packets += run.packets
            # What follows a damaged packet cannot be judged by it.
            counts.last = b"" if run.last in damaged else packets[run.last]
            counts.repeated = run.last in repeated
        return errors, runs


def _glance(batch: Batch) -> tuple[list[PidRun], list[tuple[int, int]]]:
    """Return the PIDs, and each packet whose counter does not go on, with the one before it of the same PID.

    Most packets follow one of the same PID: only where the PID changes they have to be sorted.
    """
    at, words = batch.outstanding, batch.outstanding_words
    # Before the first packet there is none: the last takes its place, which ends the last run as well.
    words_before = batch.words.take(at - 1)
    turning = (words ^ words_before) & PID_BITS != 0
    turning[0] = True
    suspects = _suspects(at, words, words_before, turning)
    turns = turning.nonzero()[0]
    # The first and the last packet of each run of packets of one PID, and their headers.
    firsts, first_words = at.take(turns), words.take(turns)
    lasts, last_words = np.empty_like(firsts), np.empty_like(first_words)
    lasts[:-1], lasts[-1] = firsts[1:] - 1, len(batch) - 1
    ended_words = words_before.take(turns)
    last_words[:-1], last_words[-1] = ended_words[1:], ended_words[0]
    pids = (first_words >> 8).astype(np.uint16) & PID_MOST
    order = pids.argsort(kind="stable")
    pids, firsts, lasts = pids.take(order), firsts.take(order), lasts.take(order)
    begins_pid = np.empty(len(pids), np.bool_)
    begins_pid[0] = True
    np.not_equal(pids[1:], pids[:-1], out=begins_pid[1:])
    broken = (_steps_of(first_words.take(order[1:]), last_words.take(order[:-1])) & ~begins_pid[1:]).nonzero()[0]
    if len(broken):
        suspects.extend(zip(firsts[broken + 1].tolist(), lasts[broken].tolist(), strict=True))
    begins = begins_pid.nonzero()[0]
    sizes = np.add.reduceat(lasts - firsts + 1, begins)
    ends = np.empty_like(begins)
    ends[:-1], ends[-1] = begins[1:] - 1, len(pids) - 1
    columns = (pids.take(begins), sizes, firsts.take(begins), lasts.take(ends))
    return [PidRun(*row) for row in zip(*(column.tolist() for column in columns), strict=True)], suspects


def _suspects(at: Indices, words: Words, words_before: Words, turning: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return those packets that follow one of the same PID, and whose counters do not go on, with that."""
    broken = (_steps_of(words, words_before) & ~turning).nonzero()[0]
    if not len(broken):
        return []
    # Counters of null packets mean nothing, and often stand still.
    broken = broken[words.take(broken) & PID_BITS != NULL_WORD]
    return [(number, number - 1) for number in at.take(broken).tolist()]


def _steps_of(words: Words, words_before: Words) -> NDArray[np.bool_]:
    """Tell which counters do not go on."""
    steps: NDArray[np.bool_] = words - words_before - (words >> 4 & 1) & COUNTER != 0
    return steps


def _steps(before: int, control: int) -> bool:
    """Tell whether a counter does not go on: it counts packets with payload only."""
    return (control - before - (control >> 4 & 1)) & 15 != 0


def _is_repetition(packet: bytes, before: bytes) -> bool:
    """Tell whether a packet is the one before once more; its clock reference may be another."""
    if not packet[3] & PAYLOAD or packet[1:4] != before[1:4]:
        return False
    has_clock = packet[3] & 0x20 and packet[4] >= 7 and packet[5] & CLOCK_FLAG
    if not has_clock:
        return packet[4:] == before[4:]
    return packet[4:6] == before[4:6] and packet[CLOCK_END:] == before[CLOCK_END:]
