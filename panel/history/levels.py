"""From which level a window is read, and how its points lie: on a grid that does not move from question to question."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Table

from monitoring.past import Window
from panel.db.history_tables import HISTORY_HOURS, HISTORY_MINUTES
from panel.history.times import HOUR_S, MINUTE_S, from_steps, steps_since_epoch

LONGEST_BY_MINUTE_S = 2 * HOUR_S


@dataclass(frozen=True, slots=True)
class Level:
    """A table of sums, each `step_s` long."""

    table: Table
    step_s: int


MINUTES = Level(HISTORY_MINUTES, MINUTE_S)
HOURS = Level(HISTORY_HOURS, HOUR_S)


@dataclass(frozen=True, slots=True)
class Grid:
    """The steps `first` to `last` of a level, taken together `width` at a time, counted from `origin`."""

    level: Level
    first: int
    last: int
    width: int
    origin: int

    @property
    def stretches(self) -> range:
        """The numbers of the stretches, oldest first."""
        return range((self.first - self.origin) // self.width, (self.last - self.origin) // self.width + 1)

    @property
    def stretch_s(self) -> int:
        return self.width * self.level.step_s

    def beginning(self, stretch: int) -> datetime:
        """Return when a stretch begins."""
        return from_steps(self.origin + stretch * self.width, self.level.step_s)


def grid_of(window: Window, now: datetime, minutes_kept: timedelta) -> Grid:
    """Return the grid of a window: minutes where points are closer than an hour and all of it is kept so, else hours.

    The steps that hold the window's beginning and its end are whole; there are at most as many points as asked for.
    """
    fine = (window.end - window.begin) / window.points < timedelta(hours=1)
    level = MINUTES if fine and window.begin >= now - minutes_kept else HOURS
    first = steps_since_epoch(window.begin, level.step_s)
    last = max(first, steps_since_epoch(window.end - timedelta(microseconds=1), level.step_s))
    steps = last - first + 1
    if window.points == 1:
        return Grid(level, first, last, steps, origin=first)
    width = -(-steps // window.points)
    grid = Grid(level, first, last, width, origin=0)
    if len(grid.stretches) <= window.points:
        return grid
    return Grid(level, first, last, -(-steps // (window.points - 1)), origin=0)


def coarse(grid: Grid) -> tuple[Level, range]:
    """Return the level and steps by which things are ranked: of long windows the hours that hold them."""
    span_s = (grid.last - grid.first + 1) * grid.level.step_s
    level = HOURS if span_s > LONGEST_BY_MINUTE_S else grid.level
    steps_each = level.step_s // grid.level.step_s
    return level, range(grid.first // steps_each, grid.last // steps_each + 1)
