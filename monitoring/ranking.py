"""Texts in their order (by code point), kept in order as more of them come."""

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.dtypes import StringDType
from numpy.typing import NDArray

from monitoring.merging import Rows
from monitoring.rates import Ints

Texts = NDArray[np.generic]

UNKNOWN_RANK = -1
# Texts become an array a slice at a time: each slice holds the interpreter.
AT_ONCE = 1 << 14


class TextRanks:
    """The place of each text among all of them; equal ones share it, None has `UNKNOWN_RANK`. Never changes."""

    def __init__(self, texts: Sequence[str | None] = (), before: "TextRanks | None" = None) -> None:
        known = np.array([text is not None for text in texts], np.bool_)
        begin = 0 if before is None else len(before.ranks)
        codes = begin + np.flatnonzero(known)
        fresh = _array([text for text in texts if text is not None])
        self._sorted, self._codes = _in_order(fresh, codes)
        if before is not None and len(before._sorted):
            # Two parts that are in order each, which this sort makes use of.
            parts = ((before._sorted, self._sorted), (before._codes, self._codes))
            self._sorted, self._codes = _in_order(np.concatenate(parts[0]), np.concatenate(parts[1]))
        self.ranks: Ints = np.full(begin + len(texts), UNKNOWN_RANK, np.int64)
        differs = np.ones(len(self._sorted), np.bool_)
        differs[1:] = self._sorted[1:] != self._sorted[:-1]
        self.ranks[self._codes] = np.cumsum(differs) - 1
        self._firsts = np.flatnonzero(differs)

    def __len__(self) -> int:
        """How many different texts there are."""
        return len(self._firsts)

    def extended(self, texts: Sequence[str | None]) -> "TextRanks":
        """Return the ranks of these texts after all of those there are."""
        return TextRanks(texts, self)

    def find(self, text: str) -> int | None:
        """Return the rank of a text, None if there is none like it."""
        at = bisect_left(self._firsts, text, key=self._sorted.__getitem__)
        found = at < len(self) and self._sorted[self._firsts[at]] == text
        return at if found else None


def _in_order(texts: Texts, codes: Rows) -> tuple[Texts, Rows]:
    order = np.argsort(texts, kind="stable")
    return texts[order], codes[order]


def _array(texts: Sequence[str]) -> Texts:
    parts = [np.array(texts[begin : begin + AT_ONCE], StringDType()) for begin in range(0, len(texts), AT_ONCE)]
    return np.concatenate(parts) if parts else np.array([], StringDType())
