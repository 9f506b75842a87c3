"""From cumulative counters to bytes and bit/s: the only place where deltas are taken, resets included."""

from dataclasses import dataclass, fields

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

    def rows(self, rows: slice) -> "Counters":
        """Return these rows, not copied."""
        return Counters(self.counter[rows], self.read_s[rows], self.sent_bytes[rows], self.bitrate_bps[rows])


def advance(previous: Counters, counted_bytes: Ints, taken_s: Floats, held: Flags, count: int) -> tuple[Counters, Ints]:
    """Return the counters after readings, and the bytes each connection sent since the last one.

    Only the first `count` rows are worked out, and of those only what is `held` was read, at `taken_s`; the others stay
    as they are. A counter that fell was reset: all
    it shows is new, and that reading gives no rate. A connection's first counter is its own first delta. Rates need
    two counters with time between them. Bytes already known stay known.
    """
    after = Counters(*(np.empty_like(getattr(previous, each.name)) for each in fields(Counters)))
    delta = np.empty(count, np.int64)
    for begin in range(0, count, BLOCK):
        rows = slice(begin, min(begin + BLOCK, count))
        _advance(previous.rows(rows), counted_bytes[rows], taken_s[rows], held[rows], after.rows(rows), delta[rows])
    return after, delta


def _advance(previous: Counters, counted: Ints, taken_s: Floats, held: Flags, after: Counters, delta: Ints) -> None:
    told = held & (counted != UNKNOWN_COUNT)
    grew = told & (previous.counter != UNKNOWN_COUNT) & (counted >= previous.counter)
    np.multiply(counted, told, out=delta)
    np.subtract(delta, previous.counter, out=delta, where=grew)
    elapsed_s = taken_s - previous.read_s
    rated = grew & (elapsed_s >= LEAST_ELAPSED_S)
    bits_per_s = np.full(len(delta), float(UNKNOWN_RATE))
    np.divide(delta * float(BITS_PER_BYTE), elapsed_s, out=bits_per_s, where=rated)
    after.counter[:] = np.where(told, counted, previous.counter)
    after.read_s[:] = np.where(told, taken_s, previous.read_s)
    np.add(np.maximum(previous.sent_bytes, 0), delta, out=after.sent_bytes)
    np.copyto(after.sent_bytes, previous.sent_bytes, where=~told)
    after.bitrate_bps[:] = np.where(held, np.rint(bits_per_s).astype(np.int64), previous.bitrate_bps)


def rate_bps(previous_bytes: int | None, current_bytes: int | None, elapsed_s: float) -> int | None:
    """Return bit/s between two counts of one counter; None without two, without time between them, or after a reset."""
    if previous_bytes is None or current_bytes is None or current_bytes < previous_bytes or elapsed_s < LEAST_ELAPSED_S:
        return None
    return round((current_bytes - previous_bytes) * BITS_PER_BYTE / elapsed_s)
