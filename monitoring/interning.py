"""Small integers in place of repeated values, so that a million rows compare and group as numbers."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import partial
from itertools import repeat
from operator import eq
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from monitoring.code_table import NO_CODE, CodeTable
from monitoring.merging import Rows
from monitoring.ranking import UNKNOWN_RANK, TextRanks
from monitoring.rates import Flags, Ints
from monitoring.text_search import TextBlob

T = TypeVar("T", bound=Hashable)

Codes = NDArray[np.int32]

# A dictionary of so many values stays in a core's own cache; one of more is slower and larger than a table of hashes.
FEW = 1 << 15
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
        self._few: dict[T, int] | None = {value: code for code, value in enumerate(self.values)}
        self._table = CodeTable()
        self._outgrow()
        self._ranks: dict[str, TextRanks] = {}
        self._numbers: dict[str, NDArray[np.int64]] = {}
        self._blobs: dict[str, TextBlob] = {}

    def __len__(self) -> int:
        return len(self.values)

    def code(self, value: T) -> int:
        """Return the value's code, a new one if it is new."""
        return int(self.codes([value])[0])

    def codes(self, values: Sequence[T]) -> Codes:
        """Return the code of each value, new ones for those that are new."""
        if len(values) > AT_ONCE:
            steps = range(0, len(values), AT_ONCE)
            return np.concatenate([self.codes(values[begin : begin + AT_ONCE]) for begin in steps])
        found = self._found(values)
        missing = np.flatnonzero(found == NO_CODE)
        if len(missing):
            unknown = [values[place] for place in missing.tolist()]
            begin, fresh = len(self.values), list(dict.fromkeys(unknown))
            self._add(fresh)
            codes = range(begin, len(self.values))
            if len(fresh) < len(unknown):
                found[missing] = [*map(dict(zip(fresh, codes, strict=True)).__getitem__, unknown)]
            else:
                found[missing] = codes
        return found

    def find(self, value: T) -> int | None:
        """Return the value's code, None if it has none."""
        few = self._few
        if few is not None:
            return few.get(value)
        kept = self.values
        code = self._table.find(hash(value), lambda code: kept[code] == value)
        return None if code == NO_CODE else code

    def _found(self, values: Sequence[T]) -> Codes:
        if self._few is not None:
            return np.fromiter(map(self._few.get, values, repeat(NO_CODE)), np.int32, len(values))
        return self._table.find_all(_hashes(values), partial(self._are, values))

    def _add(self, fresh: Sequence[T]) -> None:
        begin = len(self.values)
        # First the values: whoever finds a code finds its value.
        self.values.extend(fresh)
        if self._few is None:
            self._table.add(_hashes(fresh))
        else:
            self._few.update(zip(fresh, range(begin, len(self.values)), strict=True))
            self._outgrow()

    def _outgrow(self) -> None:
        if len(self.values) > FEW:
            self._table.add(_hashes(self.values))
            self._few = None

    def _are(self, values: Sequence[T], places: Rows, codes: Codes) -> Flags:
        if len(places) == len(values):
            wanted: Iterable[T] = values
        else:
            wanted = map(values.__getitem__, places.tolist())
        alike = map(eq, map(self.values.__getitem__, codes.tolist()), wanted)
        return np.fromiter(alike, np.bool_, len(codes))

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


def _hashes(values: Sequence[Hashable]) -> Ints:
    return np.fromiter(map(hash, values), np.int64, len(values))
