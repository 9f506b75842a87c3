"""What is observed of streams against a plain reference, whatever happens and however often the service restarts."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.contract.events import StreamStatus
from monitoring.model import StatusChange, StreamState
from panel.health.book import HealthBook
from panel.health.records import Past, columns_of
from tests.fakes.clock import ManualClock

STATUSES: list[StreamStatus] = ["online", "degraded", "offline", "starting", "stopped", "unknown"]
OBSERVED = ("online", "degraded", "offline")


def state(stream_id: int, status: StreamStatus, *, running: bool = True, reason: str | None = None) -> StreamState:
    return StreamState(
        stream_id, f"Channel {stream_id}", "live", status, reason, None, None, None, None, None, 0, running
    )


@dataclass
class Told:
    """A book, the clock it goes by, and what it was told, second by second."""

    clock: ManualClock = field(default_factory=ManualClock)
    seconds: list[tuple[float, StreamStatus, bool]] = field(default_factory=list)
    status: StreamStatus = "unknown"

    def __post_init__(self) -> None:
        self.book = HealthBook(self.clock)

    def change(self, status: StreamStatus) -> None:
        previous, self.status = self.status, status
        if previous != status:
            self.book.changed(StatusChange(state(1, status), previous))

    def pass_time(self, seconds: int, *, errored: bool = False) -> None:
        for _ in range(seconds):
            self.clock.jump(1)
            if errored:
                self.book.errored(1, 1.0, severe=False)
            self.seconds.append((self.clock.now().timestamp(), self.status, errored))

    def restart(self, off_s: int) -> None:
        """End the service, keep what is in the database, start it again later."""
        unsaved = self.book.unsaved()
        self.clock.jump(off_s)
        self.book = HealthBook(self.clock)
        stored = columns_of([(record.stream_id, record.hour, *record.seconds) for record in unsaved.hours])
        self.book.restore(Past(stored, unsaved.checks))
        self.status = "unknown"

    def share(self, window_s: int) -> float | None:
        now = self.clock.now().timestamp()
        seen = [status for at, status, _ in self.seconds if now - window_s < at and status in OBSERVED]
        return 100 * sum(status != "offline" for status in seen) / len(seen) if seen else None

    def error_rate(self) -> float | None:
        now = self.clock.now().timestamp()
        seen = [(status, wrong) for at, status, wrong in self.seconds if now - 3600 < at and status in OBSERVED]
        return sum(status == "offline" or wrong for status, wrong in seen) / len(seen) if seen else None


STEPS = st.lists(st.tuples(st.sampled_from(STATUSES), st.integers(1, 900), st.booleans()), min_size=1, max_size=8)


@settings(deadline=None, max_examples=60)
@given(STEPS, st.integers(0, 8), st.integers(1, 5000))
def test_shares_are_those_of_a_plain_reference(
    steps: list[tuple[StreamStatus, int, bool]], restart_at: int, off_s: int
) -> None:
    told = Told()
    restarted = False
    for number, (status, seconds, errored) in enumerate(steps):
        if number == restart_at:
            told.restart(off_s)
            restarted = True
        told.change(status)
        told.pass_time(seconds, errored=errored)
    told.book.settle()
    figures = told.book.figures(1)
    assert figures.uptime_percent == pytest.approx(told.share(86400), abs=0.001)
    assert figures.uptime_week_percent == pytest.approx(told.share(7 * 86400), abs=0.001)
    if not restarted and sum(seconds for _, seconds, _ in steps) < 3600:
        assert figures.error_rate == pytest.approx(told.error_rate(), abs=0.0001)


def test_a_day_ago_is_forgotten_and_a_week_ago_later() -> None:
    told = Told()
    told.change("offline")
    told.pass_time(3600)
    told.change("online")
    told.book.settle()
    assert told.book.figures(1).uptime_percent == 0.0
    told.clock.jump(23 * 3600)
    told.book.settle()
    assert told.book.figures(1).uptime_percent == pytest.approx(100 * 23 / 24, abs=0.001)
    told.clock.jump(1800)
    told.book.settle()
    assert told.book.figures(1).uptime_percent == pytest.approx(100 * 23.5 / 24, abs=0.001)
    told.clock.jump(1800)
    told.book.settle()
    assert told.book.figures(1).uptime_percent == 100.0
    assert told.book.figures(1).uptime_week_percent == pytest.approx(100 * 24 / 25, abs=0.001)
    told.clock.jump(7 * 86400)
    told.book.settle()
    assert told.book.figures(1).uptime_week_percent == 100.0


def test_what_was_never_observed_has_no_figures() -> None:
    told = Told()
    for status in STATUSES[3:]:
        told.change(status)
        told.pass_time(100)
    told.book.settle()
    figures = told.book.figures(1)
    assert (figures.health_score, figures.health_class, figures.score_parts) == (None, None, None)
    assert (figures.uptime_percent, figures.uptime_week_percent, figures.error_rate) == (None, None, None)


def test_time_without_a_source_is_errored_and_not_twice() -> None:
    told = Told()
    told.change("offline")
    told.pass_time(50, errored=True)
    told.change("online")
    told.pass_time(40)
    told.pass_time(10, errored=True)
    told.book.settle()
    assert told.book.figures(1).error_rate == pytest.approx(0.6)
    assert sum(seconds.errored for _, seconds in told.book.minutes(1)) == pytest.approx(60)
    assert sum(seconds.severe for _, seconds in told.book.minutes(1)) == pytest.approx(50)


def test_a_clock_set_back_and_one_set_forward_lose_nothing_observed() -> None:
    told = Told()
    told.change("online")
    told.clock.jump(600)
    told.book.settle()
    told.clock.step(-1800)
    told.clock.jump(600)
    told.book.settle()
    told.clock.step(7200)
    told.change("offline")
    told.clock.jump(600)
    told.book.settle()
    assert told.book.figures(1).uptime_percent == pytest.approx(100 * 2 / 3, abs=0.001)


def test_streams_that_are_gone_leave_nothing_to_those_that_come() -> None:
    told = Told()
    told.change("offline")
    told.book.responded(1, 20.0)
    told.pass_time(100)
    told.book.settle()
    told.book.follow([2])
    assert told.book.figures(1).uptime_percent is None
    told.book.changed(StatusChange(state(2, "online"), "unknown"))
    told.clock.jump(10)
    told.book.settle()
    assert told.book.figures(2).uptime_percent == 100.0
    assert told.book.figures(2).response_median_ms is None


def test_a_stream_that_takes_the_place_of_an_equal_one_has_its_own_figures() -> None:
    told = Told()
    told.change("online")
    told.pass_time(100)
    told.book.settle()
    told.book.follow([2])
    told.book.changed(StatusChange(state(2, "online"), "unknown"))
    told.clock.jump(10)
    told.book.settle()
    assert told.book.figures(2).uptime_percent == 100.0


def test_figures_are_those_of_now_however_long_nothing_was_asked() -> None:
    clock = ManualClock()
    book = HealthBook(clock)
    for stream_id in range(1, 200):
        book.changed(StatusChange(state(stream_id, "online"), "unknown"))
        clock.jump(1)
    book.responded(7, 12.0)
    book.settle()
    assert all(book.figures(stream_id).uptime_percent == 100.0 for stream_id in range(1, 200))
    assert [book.figures(stream_id).response_median_ms for stream_id in (6, 7)] == [None, 12.0]
    book.responded(7, 16.0)
    book.settle()
    assert book.figures(7).response_median_ms == 14.0


def test_many_streams_do_not_mix() -> None:
    clock = ManualClock()
    book = HealthBook(clock)
    for stream_id in range(1, 301):
        book.changed(StatusChange(state(stream_id, "online" if stream_id % 3 else "offline"), "unknown"))
    clock.jump(60)
    book.settle()
    assert [book.figures(stream_id).uptime_percent for stream_id in (1, 2, 3, 299, 300)] == [100, 100, 0, 100, 0]


@pytest.mark.parametrize(
    ("up_s", "degraded_s", "down_s", "errors", "verdict"),
    [
        (60, 0, 0, 0, "ok"),
        (59, 0, 1, 0, "degraded"),
        (50, 10, 0, 0, "degraded"),
        (60, 0, 0, 2, "degraded"),
        (20, 0, 40, 0, "failed"),
        (0, 0, 60, 0, "failed"),
    ],
)
def test_a_minute_of_a_running_stream_is_one_check(
    up_s: int, degraded_s: int, down_s: int, errors: int, verdict: str
) -> None:
    told = Told()
    told.book.responded(1, 31.0)
    stretches: list[tuple[StreamStatus, int]] = [("offline", down_s), ("degraded", degraded_s), ("online", up_s)]
    for status, seconds in stretches:
        if seconds:
            told.change(status)
            told.pass_time(seconds - errors)
            told.pass_time(errors, errored=True)
    told.book.close_interval(
        [state(1, told.status, reason="why"), state(2, "online"), state(3, "unknown", running=False)]
    )
    checks = told.book.checks(1)
    assert [(check.verdict, check.response_ms) for check in checks] == [(verdict, 31.0)]
    assert checks[0].reason == (None if verdict == "ok" else "why")
    assert told.book.checks(2) == told.book.checks(3) == ()
    told.pass_time(60)
    told.book.close_interval([state(1, told.status)])
    assert told.book.checks(1)[1].response_ms is None


def test_checks_and_response_times_are_the_last_of_many_and_outlive_a_restart() -> None:
    told = Told()
    for number in range(70):
        told.book.checked(1, "ok" if number % 2 else "failed", float(number) if number % 2 else None, None)
        told.clock.jump(60)
    told.change("online")
    told.pass_time(5)
    told.book.settle()
    median_ms = told.book.figures(1).response_median_ms
    assert median_ms == 50.0
    before = told.book.checks(1)
    assert [check.number for check in before] == list(range(10, 70))
    assert before[-1].at - before[0].at == timedelta(minutes=59)
    told.restart(60)
    assert told.book.checks(1) == before
    told.book.settle()
    assert told.book.figures(1).response_median_ms == median_ms
    told.book.checked(1, "ok", 1.0, None)
    assert told.book.checks(1)[-1].number == 70


def test_what_is_saved_is_not_saved_again_and_what_goes_on_is() -> None:
    told = Told()
    told.change("online")
    told.pass_time(10)
    told.book.checked(1, "ok", 1.0, None)
    unsaved = told.book.unsaved()
    assert (len(unsaved.hours), len(unsaved.checks), len(unsaved.changes)) == (1, 1, 1)
    told.book.checked(1, "failed", None, "404")
    told.book.saved(unsaved)
    again = told.book.unsaved()
    assert (len(again.hours), [record.check.reason for record in again.checks], again.changes) == (1, ["404"], ())
    told.pass_time(3600)
    assert sorted(record.hour - unsaved.newest_hour for record in told.book.unsaved().hours) == [0, 1]
