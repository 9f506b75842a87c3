"""Sums over equal stretches of wall time, for many streams at once."""

import numpy as np
from numpy.typing import NDArray

Sums = NDArray[np.float64]

FIRST_ROWS = 64


class Buckets:
    """By row, the newest `kept` stretches of `step_s`, each with `fields` sums.

    Stretches are numbered from the Unix epoch. A clock that steps back goes on in an earlier one, if it is still kept.
    """

    def __init__(self, step_s: int, kept: int, fields: int) -> None:
        self._step_s = step_s
        self._kept = kept
        self._newest = -1
        self._values: Sums = np.zeros((FIRST_ROWS, kept, fields))
        self._closed: dict[int, tuple[int, Sums]] = {}

    def number(self, epoch_s: float) -> int:
        """Return the number of the stretch a moment lies in."""
        return int(epoch_s // self._step_s)

    def reach(self, number: int) -> None:
        """Have room for a stretch; those that are too old for it are forgotten."""
        if self._newest < 0:
            self._newest = number
        gone = min(number - self._newest, self._kept)
        for place in range(gone):
            self._values[:, (number - place) % self._kept] = 0.0
        self._newest = max(self._newest, number)

    def grow(self, rows: int) -> None:
        """Have room for so many rows."""
        have = len(self._values)
        if rows > have:
            self._closed.clear()
            more = np.zeros((max(rows, 2 * have) - have, *self._values.shape[1:]))
            self._values = np.concatenate((self._values, more))

    def clear(self, row: int) -> None:
        self._closed.clear()
        self._values[row] = 0.0

    def at(self, number: int) -> Sums | None:
        """Return the sums of a stretch, by row, to be changed in place; None where it is too old or yet to come."""
        if number != self._newest:
            self._closed.clear()
        return self._sums(number)

    def window(self, epoch_s: float, steps: int) -> Sums:
        """Return the sums of the last `steps` stretches of time before a moment, by row.

        The oldest of the stretches that lie in it counts by the part that does.
        """
        number = self.number(epoch_s)
        sums = self._before(number, steps).copy()
        newest, oldest = self._sums(number), self._sums(number - steps)
        if newest is not None:
            sums += newest
        if oldest is not None:
            sums += oldest * (number + 1 - epoch_s / self._step_s)
        return sums

    def _sums(self, number: int) -> Sums | None:
        if not self._newest - self._kept < number <= self._newest:
            return None
        return self._values[:, number % self._kept]

    def _before(self, newest: int, steps: int) -> Sums:
        """Return the sums of the whole stretches of a window but for the newest; they seldom change."""
        kept_for, sums = self._closed.get(steps, (None, self._values[:, 0]))
        if kept_for != newest:
            numbers = range(newest - steps + 1, newest)
            places = [number % self._kept for number in numbers if self._sums(number) is not None]
            sums = self._values[:, places].sum(axis=1)
            self._closed[steps] = newest, sums
        return sums

    def row(self, row: int, epoch_s: float, steps: int) -> Sums:
        """Return the sums of one row, of the `steps` stretches up to the moment's, oldest first."""
        newest = self.number(epoch_s)
        found = np.zeros((steps, self._values.shape[2]))
        for place, number in enumerate(range(newest - steps + 1, newest + 1)):
            of_all = self._sums(number)
            if of_all is not None:
                found[place] = of_all[row]
        return found
