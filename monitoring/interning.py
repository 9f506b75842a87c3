"""Small integers in place of repeated values, so that a hundred thousand rows compare and group as numbers."""

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T", bound=Hashable)

Codes = NDArray[np.int32]


class Interner(Generic[T]):
    """Gives each distinct value a code, counted from 0, that stays its code for the life of this object.

    Values are only ever added, so a snapshot may keep the interner its codes came from.
    """

    def __init__(self, values: Sequence[T] = ()) -> None:
        self.values: list[T] = list(values)
        self._codes: dict[T, int] = {value: code for code, value in enumerate(self.values)}
        self._ranks: dict[str, NDArray[np.float64]] = {}

    def __len__(self) -> int:
        return len(self.values)

    def code(self, value: T) -> int:
        """Return the value's code, a new one if it is new."""
        code = self._codes.get(value)
        if code is None:
            code = self._codes[value] = len(self.values)
            self.values.append(value)
        return code

    def codes(self, values: Sequence[T]) -> Codes:
        """Return the code of each value, new ones for those that are new."""
        found = [*map(self._codes.get, values)]
        if None in found:
            return np.array([*map(self.code, values)], np.int32)
        return np.array(found, np.int32)

    def find(self, value: T) -> int | None:
        """Return the value's code, None if it has none."""
        return self._codes.get(value)

    def ranks(self, facet: str, of: Callable[[T], str | int | None]) -> NDArray[np.float64]:
        """Return, by code, the place of each value when sorted by `of`; equal ones share it, None is NaN.

        Kept under the name `facet` until a value is added.
        """
        kept = self._ranks.get(facet)
        if kept is None or len(kept) != len(self.values):
            kept = self._ranks[facet] = ranks([of(value) for value in self.values])
        return kept

    def matching(self, wanted: Callable[[T], bool]) -> NDArray[np.bool_]:
        """Return, by code, which values are wanted."""
        return np.fromiter(map(wanted, self.values), np.bool_, len(self.values))


def ranks(keys: Sequence[str | int | None]) -> NDArray[np.float64]:
    """Return the place of each key in their order (text by code point); equal keys share it, None is NaN."""
    present = {key for key in keys if key is not None}
    texts = sorted(key for key in present if isinstance(key, str))
    numbers = sorted(key for key in present if isinstance(key, int))
    place: dict[str | int | None, float] = {None: np.nan}
    place.update((number, float(rank)) for rank, number in enumerate(numbers))
    place.update((text, float(rank)) for rank, text in enumerate(texts, len(numbers)))
    return np.fromiter((place[key] for key in keys), np.float64, len(keys))
