"""Rows for connections: given out, and taken back once nothing shows who had them."""

import weakref
from collections import deque

import numpy as np

from monitoring.columns import Connections
from monitoring.roll import RowNumbers


class RowPool:
    """Rows 0 to `used`. A row that was left is given out again once every moment that shows its connection is gone."""

    def __init__(self, used: int = 0) -> None:
        self.used = used
        self._free: RowNumbers = np.empty(0, np.int32)
        self._left: list[RowNumbers] = []
        self._shown: deque[tuple[weakref.ref[Connections], RowNumbers]] = deque()

    def take(self, count: int) -> RowNumbers:
        """Return rows that nobody has, the lowest first."""
        again, self._free = self._free[:count], self._free[count:]
        begin, self.used = self.used, self.used + count - len(again)
        return np.concatenate((again, np.arange(begin, self.used, dtype=np.int32)))

    def leave(self, rows: RowNumbers) -> None:
        """Take back rows whose connections are closed."""
        if len(rows):
            self._left.append(rows)

    def shown(self, connections: Connections) -> None:
        """Keep the rows that are left from now on for as long as these connections are looked at by anybody."""
        self._settle()
        self._shown.append((weakref.ref(connections), np.empty(0, np.int32)))

    def release(self) -> None:
        """Make rows free that no moment shows any more."""
        self._settle()
        released = []
        while self._shown and self._shown[0][0]() is None:
            released.append(self._shown.popleft()[1])
        if not self._shown:
            released += self._left
            self._left = []
        if any(len(rows) for rows in released):
            self._free = np.sort(np.concatenate((self._free, *released)))

    def _settle(self) -> None:
        if self._shown and self._left:
            newest, rows = self._shown.pop()
            self._shown.append((newest, np.concatenate((rows, *self._left))))
            self._left = []
