"""How many lines are in which standing, without walking through them each time."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import datetime

from monitoring.model import LineCounts
from panel.catalog.facts import LineFact


class LineStanding:
    """Counts for one set of lines at any moment; a line is expired from `expires_at` on."""

    def __init__(self, lines: Iterable[LineFact]) -> None:
        known = tuple(lines)
        self._total = len(known)
        self._trial = sum(line.trial for line in known)
        self._enabled = sum(line.enabled for line in known)
        self._expiries = sorted(line.expires_at for line in known if line.expires_at)
        self._enabled_expiries = sorted(line.expires_at for line in known if line.expires_at and line.enabled)

    def counts(self, now: datetime) -> LineCounts:
        return LineCounts(
            total=self._total,
            active=self._enabled - bisect_right(self._enabled_expiries, now),
            expired=bisect_right(self._expiries, now),
            trial=self._trial,
        )
