"""How far each open session came in one tick, and what that adds to every sum."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from panel.db.bulk import RawRow
from panel.history.dimensions import Dimension
from panel.history.increments import Increments
from panel.ledger.open_book import NOT_TOLD, Ints, OpenBook
from panel.ledger.ticks import TickFigures


@dataclass(frozen=True, slots=True)
class Steps:
    """Parallel columns: what is to be stored of each session, and the bytes it sent since it was stored last."""

    slots: Ints
    sent: Ints
    peak: Ints
    lasted_ms: Ints
    added_bytes: Ints


def steps(book: OpenBook, tick: TickFigures, begun_s: Mapping[str, float]) -> Steps:
    """Return the steps of the tick's sessions that are in the book; `begun_s` are monotonic beginnings."""
    told = [each for each in tick.open_sessions() if each[0] in book]
    ids = [session_id for session_id, _, _ in told]
    slots = book.slots(ids)
    before = book.column("sent", slots)
    now_sent = np.array([NOT_TOLD if sent is None else sent for _, sent, _ in told], np.int64)
    sent = np.where(now_sent == NOT_TOLD, before, now_sent)
    rates = np.array([NOT_TOLD if rate is None else rate for _, _, rate in told], np.int64)
    begun = np.array([begun_s.get(session_id, tick.monotonic_s) for session_id in ids])
    lasted_ms = np.rint(np.maximum(tick.monotonic_s - begun, 0.0) * 1000).astype(np.int64)
    return Steps(
        slots=slots,
        sent=sent,
        peak=np.maximum(book.column("peak", slots), rates),
        lasted_ms=np.maximum(lasted_ms, book.column("lasted_ms", slots)),
        added_bytes=np.maximum(sent, 0) - np.maximum(before, 0),
    )


def add_bytes(into: Increments, minute: int, book: OpenBook, taken: Steps) -> None:
    """Add what the sessions sent to the sums of a minute."""
    for dimension in Dimension:
        for key, sent_bytes in _summed(book.keys(dimension, taken.slots), taken.added_bytes).items():
            if sent_bytes:
                into.of(minute, dimension, key).sent_bytes += sent_bytes


def bytes_of_lines(book: OpenBook, taken: Steps, lines: Collection[int]) -> Mapping[int, int]:
    """Return what those of `lines` sent that have open sessions."""
    of_session = book.column("line", taken.slots)
    wanted = np.isin(of_session, np.fromiter(lines, np.int64, len(lines)))
    return _summed(of_session[wanted], taken.added_bytes[wanted])


def checkpoint_rows(taken: Steps, installation: int, seen_us: int) -> list[RawRow]:
    """Return rows for `panel.ledger.statements.CHECKPOINT`."""
    told = zip(_unknown_as_none(taken.sent), _unknown_as_none(taken.peak), strict=True)
    slots = zip(taken.lasted_ms.tolist(), taken.slots.tolist(), strict=True)
    return [
        (seen_us, sent, peak, lasted_ms, installation, slot)
        for (sent, peak), (lasted_ms, slot) in zip(told, slots, strict=True)
    ]


def _unknown_as_none(counts: Ints) -> list[int | None]:
    if bool((counts == NOT_TOLD).any()):
        return [None if count == NOT_TOLD else count for count in counts.tolist()]
    return list(counts.tolist())


def _summed(keys: Ints, amounts: Ints) -> dict[int, int]:
    # Not bincount: its sums are floats, and these must be exact.
    distinct, places = np.unique(keys, return_inverse=True)
    sums = np.zeros(len(distinct), np.int64)
    np.add.at(sums, places, amounts)
    return dict(zip(distinct.tolist(), sums.tolist(), strict=True))
