"""Quotas of lines: bytes a month (UTC), warned of at 80 % and held to at 100 %, while somebody watches too."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from monitoring.clock import Clock
from panel.catalog import LineFact
from panel.history.times import date_of, day_number, first_day_of_month

WARNED_PERCENT = 80


@dataclass(frozen=True, slots=True)
class QuotaNews:
    """What is to be told of a line; `kind` is that of an activity."""

    line_id: int
    kind: str
    username: str
    message: str


class Quotas:
    """Counts what lines with a quota were sent this month; a line whose use nobody has told yet is not held to it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lines: dict[int, LineFact] = {}
        self._used: dict[int, defaultdict[int, int]] = {}
        self._watchers: list[Callable[[int], None]] = []

    def watch(self, reached: Callable[[int], None]) -> None:
        """Call `reached` with each line that has used up its quota, when it has."""
        self._watchers.append(reached)

    def follow(self, lines: Iterable[LineFact]) -> None:
        """Take the quotas as they are now."""
        self._lines = {line.id: line for line in lines if line.quota_bytes_per_month is not None}
        self._used = {line_id: used for line_id, used in self._used.items() if line_id in self._lines}

    def lines(self) -> Collection[int]:
        """Return the lines that have a quota."""
        return self._lines.keys()

    def unknown(self) -> Collection[int]:
        """Return those whose use has to be learnt."""
        return self._lines.keys() - self._used.keys()

    def learn(self, used_bytes: Mapping[int, int], day: int) -> None:
        """Take what lines have used in the month of `day` so far."""
        for line_id, sent_bytes in used_bytes.items():
            self._used[line_id] = defaultdict(int, {first_day_of_month(day): sent_bytes})
            if self.exhausted(line_id):
                self._reached(line_id)

    def add(self, sent_bytes: Mapping[tuple[int, int], int]) -> list[QuotaNews]:
        """Add what was stored, by line and day; return what is to be told of it."""
        news: list[QuotaNews] = []
        for (line_id, day), count in sent_bytes.items():
            line, used = self._lines.get(line_id), self._used.get(line_id)
            if line is None or used is None:
                continue
            month = first_day_of_month(day)
            before = used[month]
            used[month] += count
            news.extend(_crossed(line, before, used[month], month))
            if self.exhausted(line_id):
                self._reached(line_id)
            for old in [known for known in used if known < month - 31]:
                del used[old]
        return news

    def exhausted(self, line_id: int | None) -> bool:
        """Tell whether a line has used up its quota of the month of now."""
        line = None if line_id is None else self._lines.get(line_id)
        if line is None or line.quota_bytes_per_month is None or line.id not in self._used:
            return False
        month = first_day_of_month(day_number(self._clock.now()))
        return self._used[line.id].get(month, 0) >= line.quota_bytes_per_month

    def _reached(self, line_id: int) -> None:
        for watcher in self._watchers:
            watcher(line_id)


def _crossed(line: LineFact, before: int, after: int, month: int) -> list[QuotaNews]:
    quota = line.quota_bytes_per_month or 0
    when = date_of(month).strftime("%Y-%m")
    if before < quota <= after:
        message = f"{line.username} has used up its quota of {when}; its connections end"
        return [QuotaNews(line.id, "line.quota_reached", line.username, message)]
    if before * 100 < quota * WARNED_PERCENT <= after * 100:
        message = f"{line.username} has used {WARNED_PERCENT} % of its quota of {when}"
        return [QuotaNews(line.id, "line.quota_warned", line.username, message)]
    return []
