"""When each source that nobody watches is looked at: pure, time is an argument."""

from collections.abc import Collection, Hashable, Sequence
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)

# Few that come together need not wait for each other; many are spread over the interval.
LONGEST_SPACE_S = 1.0


class Schedule(Generic[Key]):
    """Each has its turn once an interval, and one that is new at once, unless many are.

    `pass_over` is for one of whom all is known without a look: its turn comes an interval later.
    """

    def __init__(self, interval_s: float) -> None:
        self._interval_s = interval_s
        self._due_s: dict[Key, float] = {}

    def pass_over(self, key: Key, now_s: float) -> None:
        self._due_s[key] = now_s + self._interval_s

    def keep(self, keys: Collection[Key]) -> None:
        """Forget all others."""
        for key in self._due_s.keys() - keys:
            del self._due_s[key]

    def due(self, keys: Collection[Key], now_s: float) -> Sequence[Key]:
        """Return whose turn it is, who has waited longest first; their next turn is an interval after this one."""
        new = [key for key in keys if key not in self._due_s]
        for place, key in enumerate(new):
            self._due_s[key] = now_s + place * min(LONGEST_SPACE_S, self._interval_s / len(new))
        turn = sorted((key for key in keys if self._due_s[key] <= now_s), key=self._due_s.__getitem__)
        for key in turn:
            late_s = (now_s - self._due_s[key]) % self._interval_s
            self._due_s[key] = now_s - late_s + self._interval_s
        return turn
