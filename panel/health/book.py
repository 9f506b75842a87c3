"""Keeps what is observed of every stream, and what that comes to."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from uuid import uuid4

import numpy as np

from monitoring.clock import Clock
from monitoring.contract.events import StreamStatus
from monitoring.model import StatusChange, StreamState
from monitoring.snapshot import Snapshot
from monitoring.vitals import NO_FIGURES, StreamFigures
from panel.health.buckets import Sums
from panel.health.figures import figures_of, marks_of, verdict_of
from panel.health.records import ChangeRecord, CheckRecord, HourRecord, Past, Unsaved
from panel.health.rows import Rows
from panel.health.strip import Check, Strip, Verdict
from panel.health.tally import Seconds, Standing, Tally
from panel.health.trend import MINUTES, Minute, Trend

STANDINGS: Mapping[StreamStatus, Standing] = {
    "online": "up",
    "degraded": "degraded",
    "offline": "down",
    "starting": "unobserved",
    "stopped": "unobserved",
    "unknown": "unobserved",
}
DAY_HOURS = 24
WEEK_HOURS = 7 * 24
MOST_WAITING = 20_000


class HealthBook:
    """Told of each change as it happens; `settle` makes the figures anew.

    Deliverable is a stream that is online or degraded. While it is starting, stopped or unknown, and while the service
    is off, it is not observed, which is no downtime.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._rows = Rows()
        self._tally = Tally(clock.monotonic_s(), self._epoch_s())
        self._trend = Trend(self._epoch_s())
        self._strips: dict[int, Strip] = {}
        self._responses_ms: dict[int, float] = {}
        self._figures: dict[int, StreamFigures] = {}
        self._marks: Sums = np.zeros((0, 4))
        self._answered: set[int] = set()
        self._checks: dict[tuple[int, int], CheckRecord] = {}
        self._changes: dict[str, ChangeRecord] = {}
        self._saved_hour = self._tally.hours.number(self._epoch_s())

    def restore(self, past: Past) -> None:
        """Go on from what an earlier run left; before anything else."""
        checks: defaultdict[int, list[Check]] = defaultdict(list)
        for record in past.checks:
            checks[record.stream_id].append(record.check)
        self._strips.update((stream_id, Strip(found)) for stream_id, found in checks.items())
        self._answered.update(checks)
        stored = past.hours
        streams, places = np.unique(stored.stream_ids, return_inverse=True)
        rows = np.array([self._row(stream_id) for stream_id in streams.tolist()], np.intp)
        for hour in np.unique(stored.hours).tolist():
            sums = self._tally.hours.at(hour)
            if sums is not None:
                of_hour = stored.hours == hour
                sums[rows[places[of_hour]]] = stored.seconds[of_hour]
        self._refresh()

    def follow(self, stream_ids: Collection[int]) -> None:
        """Forget every other stream."""
        kept = frozenset(stream_ids)
        for row in self._rows.keep(kept):
            self._tally.clear(row)
            self._trend.clear(row)
            # What is different from everything makes the next one's figures anew.
            self._marks[row : row + 1] = np.nan
        for of_streams in (self._strips, self._responses_ms, self._figures):
            for stream_id in of_streams.keys() - kept:
                del of_streams[stream_id]
        self._answered &= kept

    def changed(self, change: StatusChange) -> None:
        """A stream's status changed."""
        state = change.state
        row = self._row(state.stream_id)
        self._settle()
        self._tally.stand(row, STANDINGS[state.status])
        if state.status != "starting":
            key, now = uuid4().hex, self._clock.now()
            self._changes[key] = ChangeRecord(key, state.stream_id, now, state.status, change.previous, state.reason)
            if len(self._changes) > MOST_WAITING:
                del self._changes[next(iter(self._changes))]

    def errored(self, stream_id: int, duration_s: float, *, severe: bool) -> None:
        """So much of the time that a stream has its source for was errored."""
        self._tally.err(self._row(stream_id), duration_s, self._epoch_s(), severe=severe)

    def responded(self, stream_id: int, response_ms: float) -> None:
        """A source was connected to, to be pulled."""
        self._responses_ms[stream_id] = response_ms
        self._answer(stream_id, response_ms)

    def checked(self, stream_id: int, verdict: Verdict, response_ms: float | None, reason: str | None) -> None:
        """A source nobody watches was looked at."""
        if response_ms is not None:
            self._answer(stream_id, response_ms)
        self._keep_check(stream_id, verdict, response_ms, reason)

    def take(self, snapshot: Snapshot) -> None:
        """Keep what a tick says for the trends."""
        self._trend.add(snapshot.timestamp.timestamp(), self._seen(snapshot))

    def close_interval(self, states: Iterable[StreamState]) -> None:
        """Make one check of all that came since the last, for each stream that is being pulled."""
        self._settle()
        lately = self._tally.take_lately().tolist()
        for state in states:
            row = self._rows.find(state.stream_id)
            if not state.running or row is None:
                continue
            seconds = Seconds(*lately[row])
            if not seconds.observed:
                continue
            verdict = verdict_of(seconds)
            reason = None if verdict == "ok" else state.reason or state.last_error
            self._keep_check(state.stream_id, verdict, self._responses_ms.pop(state.stream_id, None), reason)

    def settle(self) -> None:
        """Count the time up to now and make the figures anew."""
        self._settle()
        self._refresh()

    def figures(self, stream_id: int) -> StreamFigures:
        return self._figures.get(stream_id, NO_FIGURES)

    def checks(self, stream_id: int) -> Sequence[Check]:
        """Return the last checks, oldest first."""
        strip = self._strips.get(stream_id)
        return () if strip is None else strip.checks

    def minutes(self, stream_id: int) -> Sequence[tuple[Minute, Seconds]]:
        """Return the last hour, oldest first; nothing of a stream that was never observed."""
        row = self._rows.find(stream_id)
        if row is None:
            return ()
        self._settle()
        epoch_s = self._epoch_s()
        seconds = self._tally.minutes.row(row, epoch_s, MINUTES).tolist()
        trend = self._trend.of(row, epoch_s)
        return [(minute, Seconds(*each)) for minute, each in zip(trend, seconds, strict=True)]

    def waiting_changes(self, stream_id: int) -> Sequence[ChangeRecord]:
        """Return the changes of a stream that were not written yet, newest first."""
        return [change for change in reversed(self._changes.values()) if change.stream_id == stream_id]

    def unsaved(self) -> Unsaved:
        """Return what changed since `saved`; what is written twice changes nothing more."""
        self._settle()
        newest = self._tally.hours.number(self._epoch_s())
        hours = [
            HourRecord(stream_id, hour, Seconds(*seconds[row]))
            for hour in range(self._saved_hour, newest + 1)
            for seconds in self._seconds_of(hour)
            for stream_id, row in self._rows.items()
            if seconds[row][0]
        ]
        return Unsaved(newest, hours, tuple(self._checks.values()), tuple(self._changes.values()))

    def saved(self, unsaved: Unsaved) -> None:
        """What `unsaved` returned is in the database."""
        self._saved_hour = unsaved.newest_hour
        for record in unsaved.checks:
            if self._checks.get(record.place) is record:
                del self._checks[record.place]
        for change in unsaved.changes:
            self._changes.pop(change.key, None)

    def _seconds_of(self, hour: int) -> Iterator[list[list[float]]]:
        sums = self._tally.hours.at(hour)
        if sums is not None:
            yield sums.tolist()

    def _seen(self, snapshot: Snapshot) -> Iterator[tuple[int, int | None, int]]:
        for stream_id, row in self._rows.items():
            yield row, snapshot.input_bps.get(stream_id), snapshot.viewers(stream_id)

    def _keep_check(self, stream_id: int, verdict: Verdict, response_ms: float | None, reason: str | None) -> None:
        check = self._strip(stream_id).add(self._clock.now(), verdict, response_ms, reason)
        record = CheckRecord(stream_id, check)
        self._checks[record.place] = record

    def _answer(self, stream_id: int, response_ms: float) -> None:
        self._strip(stream_id).responded(response_ms)
        self._answered.add(stream_id)

    def _strip(self, stream_id: int) -> Strip:
        return self._strips.setdefault(stream_id, Strip())

    def _row(self, stream_id: int) -> int:
        row = self._rows.of(stream_id)
        self._tally.grow(len(self._rows))
        self._trend.grow(len(self._rows))
        return row

    def _settle(self) -> None:
        self._tally.settle(self._clock.monotonic_s(), self._epoch_s())

    def _refresh(self) -> None:
        """Make the figures anew of those streams of whom they are others now."""
        changed = {self._row(stream_id) for stream_id in self._answered}
        self._answered.clear()
        epoch_s = self._epoch_s()
        hour = self._tally.minutes.window(epoch_s, MINUTES)
        day = self._tally.hours.window(epoch_s, DAY_HOURS)
        week = self._tally.hours.window(epoch_s, WEEK_HOURS)
        before, self._marks = self._marks, marks_of(hour, day, week)
        changed.update(range(len(before), len(self._marks)))
        changed.update(np.flatnonzero((self._marks[: len(before)] != before).any(axis=1)).tolist())
        for row in changed:
            stream_id = self._rows.stream(row)
            if stream_id is not None:
                strip = self._strips.get(stream_id)
                self._figures[stream_id] = figures_of(
                    Seconds(*hour[row].tolist()),
                    Seconds(*day[row].tolist()),
                    Seconds(*week[row].tolist()),
                    None if strip is None else strip.median_ms,
                )

    def _epoch_s(self) -> float:
        return self._clock.now().timestamp()
