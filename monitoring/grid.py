"""When ticks are due: at fixed steps from the first, so that nothing drifts and nothing bursts."""

import math
from dataclasses import dataclass

# A tick that is less than half a step late still counts as its slot's; a later one waits for the next slot.
FORGIVEN_LATENESS = 0.5


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one tick on the grid; monotonic seconds."""

    number: int
    due_s: float


class Grid:
    """Slots `interval_s` apart. `skipped` counts those that passed unused since the start."""

    def __init__(self, origin_s: float, interval_s: float) -> None:
        self._origin_s = origin_s
        self._interval_s = interval_s
        self._number = 0
        self.skipped = 0

    @property
    def slot(self) -> Slot:
        """The slot of the current or coming tick."""
        return Slot(self._number, self._origin_s + self._number * self._interval_s)

    def move_on(self, now_s: float) -> None:
        """Go to the slot of the next tick, passing over those that it is too late for."""
        passed = (now_s - self._origin_s) / self._interval_s
        following = max(self._number + 1, math.ceil(passed - FORGIVEN_LATENESS))
        self.skipped += following - self._number - 1
        self._number = following
