"""One collector's live connections, in the order of their keys: what a reading opens, updates and closes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from monitoring.columns import Identities, identities_from
from monitoring.errors import CollectorError
from monitoring.model import Identity, Reading
from monitoring.rates import Counters, Flags, Floats, Ints, advance

Arrays = TypeVar("Arrays", Identities, Counters)
Rows = NDArray[np.intp]
Describe = Callable[[Identity], tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Segment:
    """Parallel arrays sorted by key. Never changed: each reading makes a new one, which shares what did not change."""

    epoch: str | None
    keys: Ints
    identities: Identities
    counters: Counters
    seen_s: Floats
    ending: Flags
    read_s: float | None


@dataclass(frozen=True, slots=True)
class Step:
    """What one reading did: the segment after it, which rows it opened, the bytes each row sent since the last one."""

    segment: Segment
    opened: Flags
    closed: int
    delta_bytes: Ints


def empty_segment(epoch: str | None = None) -> Segment:
    return Segment(
        epoch=epoch,
        keys=np.empty(0, np.int64),
        identities=identities_from([]),
        counters=Counters.blank(0),
        seen_s=np.empty(0),
        ending=np.empty(0, np.bool_),
        read_s=None,
    )


def apply(segment: Segment, reading: Reading, describe: Describe) -> Step:
    """Return what a reading makes of a segment; raises `CollectorError` for a reading that contradicts itself.

    A new epoch closes everything older. A complete reading closes what it lacks; an incomplete one closes nothing.
    `describe` is asked for the columns of each connection that is new, and of no other.
    """
    _check(reading)
    closed = 0
    if segment.epoch != reading.epoch:
        closed, segment = len(segment.keys), replace(empty_segment(reading.epoch), read_s=segment.read_s)
    fresh = np.flatnonzero(~_contains(segment.keys, reading.keys))
    kept: Rows | None = None
    if reading.complete:
        kept = np.flatnonzero(_contains(reading.keys, segment.keys))
        closed += len(segment.keys) - len(kept)
    held = _drop(segment, kept)
    before = _open(held, reading, fresh, describe)
    opened = ~_contains(held.keys, before.keys)
    return _refresh(before, reading, opened, closed)


def _check(reading: Reading) -> None:
    if len(reading.keys) != len(reading.counted_bytes):
        raise CollectorError("the reading has not one counter for each connection")
    if np.any(reading.keys[1:] <= reading.keys[:-1]):
        raise CollectorError("the reading's keys are not strictly increasing")


def _contains(sorted_keys: Ints, wanted: Ints) -> Flags:
    if len(sorted_keys) == 0:
        return np.zeros(len(wanted), np.bool_)
    if sorted_keys is wanted or (len(sorted_keys) == len(wanted) and np.array_equal(sorted_keys, wanted)):
        return np.ones(len(wanted), np.bool_)
    at = np.searchsorted(sorted_keys, wanted)
    return np.equal(sorted_keys[np.minimum(at, len(sorted_keys) - 1)], wanted)


def _drop(segment: Segment, kept: Rows | None) -> Segment:
    if kept is None or len(kept) == len(segment.keys):
        return segment
    return replace(
        segment,
        keys=segment.keys[kept],
        identities=_taken(segment.identities, kept),
        counters=_taken(segment.counters, kept),
        seen_s=segment.seen_s[kept],
        ending=segment.ending[kept],
    )


def _open(segment: Segment, reading: Reading, fresh: Rows, describe: Describe) -> Segment:
    if len(fresh) == 0:
        return segment
    fresh_keys = reading.keys[fresh]
    identities = identities_from([describe(_identity(reading, key)) for key in fresh_keys.tolist()])
    keys = np.concatenate((segment.keys, fresh_keys))
    opened = replace(
        segment,
        keys=keys,
        identities=_joined((segment.identities, identities)),
        counters=_joined((segment.counters, Counters.blank(len(fresh)))),
        seen_s=np.concatenate((segment.seen_s, np.full(len(fresh), reading.taken_monotonic_s))),
        ending=np.concatenate((segment.ending, np.zeros(len(fresh), np.bool_))),
    )
    if len(segment.keys) == 0 or segment.keys[-1] < fresh_keys[0]:
        return opened
    order = np.argsort(keys)
    return replace(
        opened,
        keys=keys[order],
        identities=_taken(opened.identities, order),
        counters=_taken(opened.counters, order),
        seen_s=opened.seen_s[order],
        ending=opened.ending[order],
    )


def _identity(reading: Reading, key: int) -> Identity:
    try:
        return reading.identities[key]
    except KeyError:
        raise CollectorError(f"the reading does not tell who connection {key} is") from None


def _refresh(segment: Segment, reading: Reading, opened: Flags, closed: int) -> Step:
    taken_s = reading.taken_monotonic_s
    ended = np.array(sorted(reading.ending), np.int64)
    if len(reading.keys) == len(segment.keys):
        counters, delta_bytes = advance(segment.counters, reading.counted_bytes, taken_s)
        seen_s, ending = np.full(len(segment.keys), taken_s), _contains(ended, segment.keys)
    else:
        rows = np.searchsorted(segment.keys, reading.keys)
        told, told_delta = advance(_taken(segment.counters, rows), reading.counted_bytes, taken_s)
        counters = _with_rows(segment.counters, rows, told)
        delta_bytes = np.zeros(len(segment.keys), np.int64)
        delta_bytes[rows] = told_delta
        seen_s = segment.seen_s.copy()
        seen_s[rows] = taken_s
        ending = segment.ending | _contains(ended, segment.keys)
    after = replace(segment, counters=counters, seen_s=seen_s, ending=ending, read_s=taken_s)
    return Step(after, opened, closed, delta_bytes)


def _taken(arrays: Arrays, rows: Rows) -> Arrays:
    return type(arrays)(**{each.name: getattr(arrays, each.name)[rows] for each in fields(arrays)})


def _joined(parts: Sequence[Arrays]) -> Arrays:
    names = [each.name for each in fields(parts[0])]
    return type(parts[0])(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})


def _with_rows(arrays: Arrays, rows: Rows, values: Arrays) -> Arrays:
    changed = {each.name: getattr(arrays, each.name).copy() for each in fields(arrays)}
    for name, array in changed.items():
        array[rows] = getattr(values, name)
    return type(arrays)(**changed)
