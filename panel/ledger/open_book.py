"""The open sessions as the database has them, in columns, so that what a tick adds is found without asking it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from panel.history.dimensions import UNKNOWN, Dimension, SessionKeys

Ints = NDArray[np.int64]

NOT_TOLD = -1
NO_LINE = 0
_SPARE = 1024
_KEY_COLUMNS = ("line", "stream", "country", "isp", "collector")
_FIGURE_COLUMNS = ("sent", "peak", "lasted_ms", "booked_bytes", "booked_ms")


@dataclass(frozen=True, slots=True)
class Figures:
    """What is stored of one open session; bytes and peak bitrate are `NOT_TOLD` until a collector told them."""

    slot: int
    keys: SessionKeys
    sent_bytes: int = NOT_TOLD
    peak_bps: int = NOT_TOLD
    lasted_ms: int = 0
    booked_bytes: int = 0
    booked_ms: int = 0


class OpenBook:
    """One slot for each session, used again once it is free. What is handed out is copied."""

    def __init__(self) -> None:
        self._slots: dict[str, int] = {}
        self._free: list[int] = []
        self._used = 0
        self._columns: dict[str, Ints] = {name: np.zeros(0, np.int64) for name in (*_KEY_COLUMNS, *_FIGURE_COLUMNS)}

    def __len__(self) -> int:
        return len(self._slots)

    def __contains__(self, session_id: str) -> bool:
        return session_id in self._slots

    def vacant(self, count: int) -> Sequence[int]:
        """Return slots that are free; they stay so until `put`."""
        reused = self._free[-count:] if count else []
        return [*reversed(reused), *range(self._used, self._used + count - len(reused))]

    def put(self, session_id: str, figures: Figures) -> None:
        """Take in a session; its slot is the next of `vacant`, or any where the book was empty."""
        slot = figures.slot
        if self._free and self._free[-1] == slot:
            self._free.pop()
        while self._used <= slot:
            if self._used < slot:
                self._free.insert(0, self._used)
            self._used += 1
        self._make_room(slot)
        self._slots[session_id] = slot
        keys = figures.keys
        values = (
            *(keys.line_id or NO_LINE, keys.stream, keys.country, keys.isp, keys.collector),
            *(figures.sent_bytes, figures.peak_bps, figures.lasted_ms, figures.booked_bytes, figures.booked_ms),
        )
        for name, value in zip((*_KEY_COLUMNS, *_FIGURE_COLUMNS), values, strict=True):
            self._columns[name][slot] = value

    def remove(self, session_id: str) -> None:
        """Forget a session that is no longer open."""
        self._free.append(self._slots.pop(session_id))

    def figures(self, session_id: str) -> Figures:
        """Return what is stored of a session. Raises KeyError."""
        slot = self._slots[session_id]
        line, stream, country, isp, collector = (int(self._columns[name][slot]) for name in _KEY_COLUMNS)
        keys = SessionKeys(None if line == NO_LINE else line, stream, country, isp, collector)
        sent, peak, lasted, booked_bytes, booked_ms = (int(self._columns[name][slot]) for name in _FIGURE_COLUMNS)
        return Figures(slot, keys, sent, peak, lasted, booked_bytes, booked_ms)

    def slots(self, session_ids: Iterable[str]) -> Ints:
        """Return the slot of each session, -1 of those that are not in the book."""
        found = [self._slots.get(session_id, -1) for session_id in session_ids]
        return np.array(found, np.int64)

    def column(self, name: str, slots: Ints) -> Ints:
        """Return a column's values at `slots`."""
        return self._columns[name][slots]

    def keys(self, dimension: Dimension, slots: Ints) -> Ints:
        """Return the sessions' keys of a dimension."""
        if dimension is Dimension.TOTAL:
            return np.full(len(slots), UNKNOWN, np.int64)
        return self.column(_KEY_COLUMNS[dimension], slots)

    def store(self, slots: Ints, sent: Ints, peak: Ints, lasted_ms: Ints) -> None:
        """Take in what was stored of several sessions."""
        self._columns["sent"][slots] = sent
        self._columns["peak"][slots] = peak
        self._columns["lasted_ms"][slots] = lasted_ms

    def book_all(self) -> None:
        """Note that all there is was booked."""
        self._columns["booked_bytes"] = np.maximum(self._columns["sent"], 0)
        self._columns["booked_ms"] = self._columns["lasted_ms"].copy()

    def _make_room(self, slot: int) -> None:
        missing = slot + 1 - len(self._columns["sent"])
        if missing > 0:
            blank = np.zeros(missing + _SPARE, np.int64)
            self._columns = {name: np.concatenate((column, blank)) for name, column in self._columns.items()}
