"""The last hour of every stream, minute by minute: how much its source sent and how many watched."""

from collections.abc import Iterable
from dataclasses import dataclass

from panel.health.buckets import Buckets
from panel.health.tally import MINUTE_S, MINUTES_KEPT

MINUTES = 60
BPS, READINGS, VIEWERS, TICKS = range(4)


@dataclass(frozen=True, slots=True)
class Minute:
    """The mean bitrate and the most viewers of a minute that begins at `epoch_s`; None where no tick told."""

    epoch_s: int
    input_bps: int | None
    viewers: int | None


class Trend:
    """Fed by each tick."""

    def __init__(self, epoch_s: float) -> None:
        self._buckets = Buckets(MINUTE_S, MINUTES_KEPT, 4)
        self._buckets.reach(self._buckets.number(epoch_s))

    def grow(self, rows: int) -> None:
        self._buckets.grow(rows)

    def clear(self, row: int) -> None:
        self._buckets.clear(row)

    def add(self, epoch_s: float, seen: Iterable[tuple[int, int | None, int]]) -> None:
        """Take row, bit/s and viewers of each stream at a moment."""
        number = self._buckets.number(epoch_s)
        self._buckets.reach(number)
        sums = self._buckets.at(number)
        if sums is None:
            return
        for row, bps, viewers in seen:
            if bps is not None:
                sums[row, BPS] += bps
                sums[row, READINGS] += 1
            sums[row, VIEWERS] = max(sums[row, VIEWERS], viewers)
            sums[row, TICKS] += 1

    def of(self, row: int, epoch_s: float) -> list[Minute]:
        """Return the last hour of a row, oldest first."""
        first = self._buckets.number(epoch_s) - MINUTES + 1
        return [
            Minute(
                (first + place) * MINUTE_S,
                round(bps / readings) if readings else None,
                int(viewers) if ticks else None,
            )
            for place, (bps, readings, viewers, ticks) in enumerate(self._buckets.row(row, epoch_s, MINUTES).tolist())
        ]
