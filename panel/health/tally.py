"""How many seconds each stream was observed, deliverable and errored, by minute and by hour."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

import numpy as np

from panel.health.buckets import FIRST_ROWS, Buckets, Sums

MINUTE_S = 60
HOUR_S = 3600
MINUTES_KEPT = 61
HOURS_KEPT = 7 * 24 + 1
# Many streams may change at once; what lies between them is of no account.
GRAIN_S = 0.01

Standing = Literal["unobserved", "up", "degraded", "down"]


class Seconds(NamedTuple):
    """Durations in seconds; `degraded` ones are deliverable, `severe` ones are errored (ITU-T G.826)."""

    observed: float
    deliverable: float
    degraded: float
    errored: float
    severe: float


FIELDS = len(Seconds._fields)
# What a second of each standing adds. Time without a source is severely errored.
RATES: Mapping[Standing, tuple[float, ...]] = {
    "unobserved": (0, 0, 0, 0, 0),
    "up": (1, 1, 0, 0, 0),
    "degraded": (1, 1, 1, 0, 0),
    "down": (1, 0, 0, 1, 1),
}
OBSERVED, DELIVERABLE, DEGRADED, ERRORED, SEVERE = range(FIELDS)


class Tally:
    """Counts for every stream up to the same moment; each change is preceded by `settle`.

    Moments are given on both clocks: durations come from the monotonic one, labels from the wall.
    """

    def __init__(self, monotonic_s: float, epoch_s: float) -> None:
        self.minutes = Buckets(MINUTE_S, MINUTES_KEPT, FIELDS)
        self.hours = Buckets(HOUR_S, HOURS_KEPT, FIELDS)
        self._settled_s = monotonic_s
        self._rates: Sums = np.zeros((FIRST_ROWS, FIELDS))
        self._lately: Sums = np.zeros((FIRST_ROWS, FIELDS))
        self._reach(epoch_s)

    def grow(self, rows: int) -> None:
        """Have room for so many rows."""
        self.minutes.grow(rows)
        self.hours.grow(rows)
        have = len(self._rates)
        if rows > have:
            more = np.zeros((max(rows, 2 * have) - have, FIELDS))
            self._rates = np.concatenate((self._rates, more))
            self._lately = np.concatenate((self._lately, more))

    def clear(self, row: int) -> None:
        """Forget a row."""
        self.minutes.clear(row)
        self.hours.clear(row)
        self._rates[row] = 0.0
        self._lately[row] = 0.0

    def settle(self, monotonic_s: float, epoch_s: float) -> None:
        """Count the time that has passed, for every row as it stood."""
        passed_s = monotonic_s - self._settled_s
        if passed_s < GRAIN_S:
            return
        self._settled_s = monotonic_s
        self._reach(epoch_s)
        self._lately += self._rates * passed_s
        for buckets, step_s in ((self.minutes, MINUTE_S), (self.hours, HOUR_S)):
            end_s = epoch_s
            while end_s > epoch_s - passed_s:
                number = buckets.number(np.nextafter(end_s, 0.0))
                begin_s = max(epoch_s - passed_s, float(number * step_s))
                sums = buckets.at(number)
                if sums is None:
                    break
                sums += self._rates * (end_s - begin_s)
                end_s = begin_s

    def stand(self, row: int, standing: Standing) -> None:
        """From now on the row stands so."""
        self._rates[row] = RATES[standing]

    def err(self, row: int, duration_s: float, epoch_s: float, *, severe: bool) -> None:
        """Count errored time of a row that has its source."""
        if self._rates[row, ERRORED] or not self._rates[row, 0]:
            return
        self._reach(epoch_s)
        for sums in (
            self.minutes.at(self.minutes.number(epoch_s)),
            self.hours.at(self.hours.number(epoch_s)),
            self._lately,
        ):
            if sums is not None:
                sums[row, ERRORED] += duration_s
                sums[row, SEVERE] += duration_s if severe else 0.0

    def take_lately(self) -> Sums:
        """Return the seconds since this was last asked, by row."""
        lately, self._lately = self._lately, np.zeros_like(self._lately)
        return lately

    def _reach(self, epoch_s: float) -> None:
        self.minutes.reach(self.minutes.number(epoch_s))
        self.hours.reach(self.hours.number(epoch_s))
