"""Which row each of one collector's connections has, and what a reading changes of that."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monitoring.errors import CollectorError
from monitoring.merging import Rows, contains
from monitoring.model import CAUSES, UNKNOWN_CAUSE, Reading
from monitoring.rates import Flags, Ints

RowNumbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Roll:
    """The keys of a collector's live connections, increasing, and the row of each. `ending` are rows, see `Reading`."""

    epoch: str
    keys: Ints
    rows: RowNumbers
    ending: Rows

    def moved(self, to: RowNumbers) -> "Roll":
        """Return the roll after each row moved to the place that `to` has for it."""
        return Roll(self.epoch, self.keys, to[self.rows], to[self.ending].astype(np.intp))


@dataclass(frozen=True, slots=True)
class Changes:
    """What a reading does to the roll `before`: keys that are `fresh`, keys that are `kept`, rows that are `left`."""

    before: Roll
    fresh: Flags
    kept: Flags
    left: RowNumbers


def empty_roll(epoch: str) -> Roll:
    """Return a roll without connections."""
    return Roll(epoch, np.empty(0, np.int64), np.empty(0, np.int32), np.empty(0, np.intp))


def check(reading: Reading) -> None:
    """Raise `CollectorError` for a reading that contradicts itself."""
    if len(reading.keys) != len(reading.counted_bytes):
        raise CollectorError("the reading has not one counter for each connection")
    if np.any(reading.keys[1:] <= reading.keys[:-1]):
        raise CollectorError("the reading's keys are not strictly increasing")
    causes = reading.causes
    if causes is not None and len(causes) != len(reading.keys):
        raise CollectorError("the reading has not one cause for each connection")
    if causes is not None and np.any((causes < UNKNOWN_CAUSE) | (causes >= len(CAUSES))):
        raise CollectorError("the reading names a cause that does not exist")


def changes(roll: Roll | None, reading: Reading) -> Changes:
    """Return what a reading changes. A new epoch closes everything older, a complete reading what it lacks."""
    if roll is None:
        roll = empty_roll(reading.epoch)
    before = roll if roll.epoch == reading.epoch else empty_roll(reading.epoch)
    fresh, kept = _compared(before.keys, reading)
    left = before.rows[~kept] if before is roll else roll.rows
    return Changes(before, fresh, kept, left)


def _compared(before: Ints, reading: Reading) -> tuple[Flags, Flags]:
    """Return which keys of a reading are fresh, and which of those before it keeps."""
    if not reading.complete:
        return ~contains(before, reading.keys), np.ones(len(before), np.bool_)
    # Most collectors count upwards: what lies beyond all keys before is new, the rest is known if it is as many.
    first_new = int(np.searchsorted(reading.keys, before[-1], "right")) if len(before) else 0
    kept = contains(reading.keys[:first_new], before)
    if np.count_nonzero(kept) == first_new:
        fresh = np.zeros(len(reading.keys), np.bool_)
        fresh[first_new:] = True
        return fresh, kept
    return ~contains(before, reading.keys), kept


def succeed(change: Changes, reading: Reading, opened: RowNumbers) -> tuple[Roll, RowNumbers]:
    """Return the roll after a reading that `opened` these rows for its new keys, and the row of each of its keys."""
    before = change.before
    if reading.complete:
        known = before.rows[change.kept]
        if change.fresh[: len(known)].any():
            rows = np.empty(len(reading.keys), np.int32)
            rows[change.fresh], rows[~change.fresh] = opened, known
        else:
            rows = np.concatenate((known, opened))
        keys = reading.keys
        told = rows
    else:
        keys = np.concatenate((before.keys, reading.keys[change.fresh]))
        order = np.argsort(keys, kind="stable")
        keys, rows = keys[order], np.concatenate((before.rows, opened))[order]
        told = rows[np.searchsorted(keys, reading.keys)]
    ending = rows[contains(np.array(sorted(reading.ending), np.int64), keys)]
    if not reading.complete:
        # An incomplete reading takes nothing back.
        ending = np.union1d(ending, before.ending)
    return Roll(reading.epoch, keys, rows, ending.astype(np.intp)), told
