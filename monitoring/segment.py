"""One collector's live connections, in the order of their keys: what a reading opens, updates and closes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from monitoring.columns import Causes, Identities
from monitoring.errors import CollectorError
from monitoring.merging import Merge, Rows, contains
from monitoring.model import CAUSES, UNKNOWN_CAUSE, Identity, Reading
from monitoring.rates import Counters, Flags, Floats, Ints, advance

Arrays = TypeVar("Arrays", Identities, Counters)
Describe = Callable[[Sequence[Identity]], Identities]


@dataclass(frozen=True, slots=True)
class Segment:
    """Parallel arrays sorted by key. Never changed: each reading makes a new one, which shares what did not change.

    `seen_s` is the monotonic time of the newest reading that held the connection; `missed` tells that the newest
    reading of all did not; `ending` connections are over, but not yet safely stored; `cause` is what hinders them.
    """

    epoch: str
    keys: Ints
    identities: Identities
    counters: Counters
    seen_s: Floats
    missed: Flags
    ending: Flags
    cause: Causes


@dataclass(frozen=True, slots=True)
class Step:
    """What one reading did: the segment after it, which rows it opened, the bytes each row sent since the last one."""

    segment: Segment
    opened: Flags
    closed: int
    delta_bytes: Ints


def empty_segment(epoch: str, describe: Describe) -> Segment:
    """Return a segment without connections."""
    return Segment(
        epoch=epoch,
        keys=np.empty(0, np.int64),
        identities=describe([]),
        counters=Counters.blank(0),
        seen_s=np.empty(0),
        missed=np.empty(0, np.bool_),
        ending=np.empty(0, np.bool_),
        cause=np.empty(0, np.int8),
    )


def apply(segment: Segment | None, reading: Reading, describe: Describe) -> Step:
    """Return what a reading makes of a segment; raises `CollectorError` for a reading that contradicts itself.

    A new epoch closes everything older. A complete reading closes what it lacks; an incomplete one closes nothing.
    `describe` is asked once, for the columns of the connections that are new.
    """
    _check(reading)
    before = 0 if segment is None else len(segment.keys)
    if segment is None or segment.epoch != reading.epoch:
        segment = empty_segment(reading.epoch, describe)
    fresh = np.flatnonzero(~contains(segment.keys, reading.keys))
    kept = contains(reading.keys, segment.keys) if reading.complete else np.ones(len(segment.keys), np.bool_)
    opened = describe([_identity(reading, key) for key in reading.keys[fresh].tolist()])
    merge = Merge(segment.keys, kept, reading.keys[fresh])
    if merge.changes:
        segment = _merged(segment, merge, opened, reading)
    return _refreshed(segment, reading, merge.is_fresh, before - int(np.count_nonzero(kept)))


def _check(reading: Reading) -> None:
    if len(reading.keys) != len(reading.counted_bytes):
        raise CollectorError("the reading has not one counter for each connection")
    if np.any(reading.keys[1:] <= reading.keys[:-1]):
        raise CollectorError("the reading's keys are not strictly increasing")
    causes = reading.causes
    if causes is not None and len(causes) != len(reading.keys):
        raise CollectorError("the reading has not one cause for each connection")
    if causes is not None and np.any((causes < UNKNOWN_CAUSE) | (causes >= len(CAUSES))):
        raise CollectorError("the reading names a cause that does not exist")


def _identity(reading: Reading, key: int) -> Identity:
    try:
        return reading.identities[key]
    except KeyError:
        raise CollectorError(f"the reading does not tell who connection {key} is") from None


def _merged(segment: Segment, merge: Merge, opened: Identities, reading: Reading) -> Segment:
    fresh = len(opened.ordinal)
    return replace(
        segment,
        keys=merge.keys,
        identities=_merged_arrays(merge, segment.identities, opened),
        counters=_merged_arrays(merge, segment.counters, Counters.blank(fresh)),
        seen_s=merge.apply(segment.seen_s, np.full(fresh, reading.taken_monotonic_s)),
        missed=merge.apply(segment.missed, np.zeros(fresh, np.bool_)),
        ending=merge.apply(segment.ending, np.zeros(fresh, np.bool_)),
        cause=merge.apply(segment.cause, np.full(fresh, UNKNOWN_CAUSE, np.int8)),
    )


def _refreshed(segment: Segment, reading: Reading, opened: Flags, closed: int) -> Step:
    taken_s = reading.taken_monotonic_s
    ending = contains(np.array(sorted(reading.ending), np.int64), segment.keys)
    if len(reading.keys) == len(segment.keys):
        counters, delta_bytes = advance(segment.counters, reading.counted_bytes, taken_s)
        seen_s, missed = np.full(len(segment.keys), taken_s), np.zeros(len(segment.keys), np.bool_)
        cause = _causes(reading)
    else:
        rows = np.searchsorted(segment.keys, reading.keys)
        told, told_delta = advance(_taken(segment.counters, rows), reading.counted_bytes, taken_s)
        counters = _with_rows(segment.counters, rows, told)
        delta_bytes = np.zeros(len(segment.keys), np.int64)
        delta_bytes[rows] = told_delta
        seen_s, missed = segment.seen_s.copy(), np.ones(len(segment.keys), np.bool_)
        seen_s[rows], missed[rows] = taken_s, False
        cause = segment.cause.copy()
        cause[rows] = _causes(reading)
        ending |= segment.ending
    after = replace(segment, counters=counters, seen_s=seen_s, missed=missed, ending=ending, cause=cause)
    return Step(after, opened, closed, delta_bytes)


def _causes(reading: Reading) -> Causes:
    if reading.causes is None:
        return np.full(len(reading.keys), UNKNOWN_CAUSE, np.int8)
    return reading.causes.astype(np.int8)


def _merged_arrays(merge: Merge, held: Arrays, fresh: Arrays) -> Arrays:
    names = [each.name for each in fields(held)]
    return type(held)(**{name: merge.apply(getattr(held, name), getattr(fresh, name)) for name in names})


def _taken(arrays: Arrays, rows: Rows) -> Arrays:
    return type(arrays)(**{each.name: getattr(arrays, each.name)[rows] for each in fields(arrays)})


def _with_rows(arrays: Arrays, rows: NDArray[np.intp], values: Arrays) -> Arrays:
    changed = {each.name: getattr(arrays, each.name).copy() for each in fields(arrays)}
    for name, array in changed.items():
        array[rows] = getattr(values, name)
    return type(arrays)(**changed)
