"""From cumulative counters to bytes and bit/s: the only place where deltas are taken, resets included."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from monitoring.model import UNKNOWN_COUNT

BITS_PER_BYTE = 8
UNKNOWN_RATE = -1

# Two readings closer together than this say nothing about a rate.
LEAST_ELAPSED_S = 0.001

# So many rows at once, with all that is worked out on the way, fit into a core's own cache.
BLOCK = 1 << 15

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Counters:
    """What is known of each connection's counter after its latest reading; parallel arrays.

    `counter` is the last counter that was told (`UNKNOWN_COUNT`: never) and `read_s` its monotonic time;
    `sent_bytes` grows by each delta and survives resets (`UNKNOWN_COUNT`: never told);
    `bitrate_bps` is the rate between the last two readings (`UNKNOWN_RATE`: there are none to compare).
    """

    counter: Ints
    read_s: Floats
    sent_bytes: Ints
    bitrate_bps: Ints

    @classmethod
    def blank(cls, count: int) -> "Counters":
        """Counters of connections that were never read."""
        return cls(
            counter=np.full(count, UNKNOWN_COUNT, np.int64),
            read_s=np.zeros(count),
            sent_bytes=np.full(count, UNKNOWN_COUNT, np.int64),
            bitrate_bps=np.full(count, UNKNOWN_RATE, np.int64),
        )

    def rows(self, rows: slice | NDArray[np.intp]) -> "Counters":
        """Return these rows, not copied where they are a slice."""
        return Counters(self.counter[rows], self.read_s[rows], self.sent_bytes[rows], self.bitrate_bps[rows])


def advance(
    previous: Counters,
    counted_bytes: Ints,
    taken_s: Floats,
    held: Flags,
    count: int,
    spend: Callable[[slice, Ints], None],
) -> Counters:
    """Return the counters after readings; `spend` is told the bytes that rows sent since the last one.

    Only the first `count` rows are worked out, and of those only what is `held` was read, at `taken_s`; the others stay
    as they are. A counter that fell was reset: all it shows is new, and that reading gives no rate. A connection's
    first counter is its own first delta. Rates need two counters with time between them. Bytes already known stay
    known. `counter` and `read_s` are written to in place, the other arrays are new.
    """
    after = replace(
        previous,
        sent_bytes=np.empty_like(previous.sent_bytes),
        bitrate_bps=np.empty_like(previous.bitrate_bps),
    )
    delta = np.empty(min(count, BLOCK), np.int64)
    for begin in range(0, count, BLOCK):
        rows = slice(begin, min(begin + BLOCK, count))
        sent = delta[: rows.stop - begin]
        _advance(previous.rows(rows), counted_bytes[rows], taken_s[rows], held[rows], after.rows(rows), sent)
        spend(rows, sent)
    return after


def _advance(previous: Counters, counted: Ints, taken_s: Floats, held: Flags, after: Counters, delta: Ints) -> None:
    """Work out rows as if all had grown since an earlier reading, and those that did not anew."""
    np.subtract(counted, previous.counter, out=delta)
    elapsed_s = taken_s - previous.read_s
    grew = held & (delta >= 0)
    grew &= previous.counter >= 0
    grew &= elapsed_s >= LEAST_ELAPSED_S
    others = np.flatnonzero(~grew)
    # What is worked out of the others is written over.
    delta[others], elapsed_s[others] = 0, 1.0
    before = previous.rows(others)
    bits = delta.astype(np.float64)
    bits *= BITS_PER_BYTE
    bits /= elapsed_s
    np.rint(bits, out=bits)
    np.copyto(after.bitrate_bps, bits, casting="unsafe")
    np.add(previous.sent_bytes, delta, out=after.sent_bytes)
    np.copyto(after.counter, counted)
    np.copyto(after.read_s, taken_s)
    if len(others):
        told, delta[others] = _one_by_one(before, counted[others], taken_s[others], held[others])
        for each in fields(Counters):
            getattr(after, each.name)[others] = getattr(told, each.name)


def _one_by_one(previous: Counters, counted: Ints, taken_s: Floats, held: Flags) -> tuple[Counters, Ints]:
    """Return what becomes of any rows, and the bytes each of them sent."""
    told = held & (counted != UNKNOWN_COUNT)
    grew = told & (previous.counter != UNKNOWN_COUNT) & (counted >= previous.counter)
    delta = np.where(grew, counted - previous.counter, np.where(told, counted, 0))
    elapsed_s = taken_s - previous.read_s
    rated = grew & (elapsed_s >= LEAST_ELAPSED_S)
    bits_per_s = np.full(len(delta), float(UNKNOWN_RATE))
    np.divide(delta * float(BITS_PER_BYTE), elapsed_s, out=bits_per_s, where=rated)
    after = Counters(
        counter=np.where(told, counted, previous.counter),
        read_s=np.where(told, taken_s, previous.read_s),
        sent_bytes=np.where(told, np.maximum(previous.sent_bytes, 0) + delta, previous.sent_bytes),
        bitrate_bps=np.where(held, np.rint(bits_per_s).astype(np.int64), previous.bitrate_bps),
    )
    return after, delta


def rate_bps(previous_bytes: int | None, current_bytes: int | None, elapsed_s: float) -> int | None:
    """Return bit/s between two counts of one counter; None without two, without time between them, or after a reset."""
    if previous_bytes is None or current_bytes is None or current_bytes < previous_bytes or elapsed_s < LEAST_ELAPSED_S:
        return None
    return round((current_bytes - previous_bytes) * BITS_PER_BYTE / elapsed_s)
