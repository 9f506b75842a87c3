"""Small integers in place of repeated values, so that a million rows compare and group as numbers."""

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from monitoring.ranking import UNKNOWN_RANK, TextRanks
from monitoring.text_search import TextBlob

T = TypeVar("T", bound=Hashable)

Codes = NDArray[np.int32]

# So many at once, for a longer step would hold the interpreter.
AT_ONCE = 1 << 14


class Interner(Generic[T]):
    """Gives each distinct value a code, counted from 0, that stays its code for the life of this object.

    Values are only ever added, and by one thread, so a snapshot may keep the interner its codes came from. What is
    derived of the values is kept under the name of a facet and brought up to date when it is asked for; any thread
    may ask.
    """

    def __init__(self, values: Sequence[T] = ()) -> None:
        self.values: list[T] = list(values)
        self._codes: dict[T, int] = {value: code for code, value in enumerate(self.values)}
        self._ranks: dict[str, TextRanks] = {}
        self._numbers: dict[str, NDArray[np.int64]] = {}
        self._blobs: dict[str, TextBlob] = {}

    def __len__(self) -> int:
        return len(self.values)

    def code(self, value: T) -> int:
        """Return the value's code, a new one if it is new."""
        code = self._codes.get(value)
        if code is None:
            code = len(self.values)
            # First the value: whoever finds the code finds it.
            self.values.append(value)
            self._codes[value] = code
        return code

    def codes(self, values: Sequence[T]) -> Codes:
        """Return the code of each value, new ones for those that are new."""
        if len(values) > AT_ONCE:
            steps = range(0, len(values), AT_ONCE)
            return np.concatenate([self.codes(values[begin : begin + AT_ONCE]) for begin in steps])
        found = [*map(self._codes.get, values)]
        if None in found:
            known = self._codes
            fresh = [*dict.fromkeys(value for value, code in zip(values, found, strict=True) if code is None)]
            begin = len(self.values)
            self.values.extend(fresh)
            known.update(zip(fresh, range(begin, begin + len(fresh)), strict=True))
            found = [*map(known.get, values)]
        return np.array(found, np.int32)

    def find(self, value: T) -> int | None:
        """Return the value's code, None if it has none."""
        return self._codes.get(value)

    def ranks(self, facet: str, of: Callable[[T], str | None]) -> TextRanks:
        """Return, by code, the place of each value when sorted by the text `of` it."""
        kept = self._ranks.get(facet) or TextRanks()
        missing = self.values[len(kept.ranks) :]
        if missing:
            kept = self._ranks[facet] = kept.extended([of(value) for value in missing])
        return kept

    def numbers(self, facet: str, of: Callable[[T], int | None]) -> NDArray[np.int64]:
        """Return, by code, the number `of` each value, `UNKNOWN_RANK` where it has none."""
        kept = self._numbers.get(facet, np.empty(0, np.int64))
        missing = [of(value) for value in self.values[len(kept) :]]
        if missing:
            more = np.array([UNKNOWN_RANK if number is None else number for number in missing], np.int64)
            kept = self._numbers[facet] = np.concatenate((kept, more))
        return kept

    def holding(self, facet: str, of: Callable[[T], str | None], folded: str) -> NDArray[np.bool_]:
        """Return, by code, whether the text `of` each value, case folded, holds this one."""
        kept = self._blobs.get(facet) or TextBlob()
        missing = self.values[len(kept) :]
        if missing:
            kept = self._blobs[facet] = kept.extended([of(value) for value in missing])
        return kept.holding(folded)
