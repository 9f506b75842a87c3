"""Who is short of data, through whom, and for how long."""

from collections.abc import Callable

import pytest

from monitoring.model import CAUSES
from panel.delivery.analysis import Analyzer
from panel.delivery.limits import DeliveryLimits
from panel.delivery.punctuality import Punctuality
from panel.delivery.ring import Chunk, Ring
from panel.delivery.shortage import OWN_NETWORK, SERVER, Shortage
from panel.delivery.source_pace import SourcePace
from tests.fakes.clock import ManualClock

LIMITS = DeliveryLimits(short_s=2.0, well_s=6.0)
STEP_S = 1.0


class Case:
    """One viewer, looked at once a second; its stream's source gives a chunk a second unless it has `ceased`."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.ring = Ring(LIMITS)
        self.punctuality = Punctuality(self.clock)
        source = SourcePace(self.ring, Analyzer(), LIMITS, self.clock.monotonic_s())
        self._give()
        self.shortage = Shortage(source, self.punctuality, LIMITS, self.clock.monotonic_s())
        self.lag_s = 0.0
        self.ceased = False
        self.held_up_by = OWN_NETWORK

    def pass_s(self, seconds: int, lag_growth: float = 0.0) -> list[str]:
        """Return the cause at each second, while the lag grows by so much in each."""
        told: list[str] = []
        for _ in range(seconds):
            self.clock.jump(STEP_S)
            if not self.ceased:
                self._give()
            self.lag_s += lag_growth
            self.shortage.look(self.clock.monotonic_s(), self.lag_s, lambda _elapsed_s: self.held_up_by)
            told.append(CAUSES[self.shortage.cause])
        return told

    @property
    def stall_s(self) -> float:
        return self.shortage.stall_s

    def _give(self) -> None:
        self.ring.append(Chunk(bytes(188), self.clock.monotonic_s(), b"", None))


@pytest.fixture
def case() -> Case:
    return Case()


def test_who_keeps_up_is_well(case: Case) -> None:
    assert set(case.pass_s(60)) == {"none"}
    assert case.stall_s == 0


def test_a_lag_from_the_start_on_is_no_shortage(case: Case) -> None:
    case.lag_s = 9.0
    assert set(case.pass_s(5)) == {"none"}
    case.lag_s = 0.1
    assert set(case.pass_s(20)) == {"none"}
    assert case.stall_s == 0


def test_who_receives_nothing_is_told_within_three_seconds(case: Case) -> None:
    case.pass_s(5)
    assert case.pass_s(4, lag_growth=1.0) == ["none", "none", "own network", "own network"]
    assert case.stall_s == 4.0


@pytest.mark.parametrize("share", [0.25, 0.5, 0.9])
def test_a_slow_viewer_stalls_for_what_it_lacks(case: Case, share: float) -> None:
    case.pass_s(5)
    told = case.pass_s(100, lag_growth=1 - share)
    assert set(told[-50:]) == {"own network"}
    assert case.stall_s == pytest.approx(100 * (1 - share), abs=LIMITS.short_s)


def test_a_player_that_was_paused_and_plays_on_later_is_well_again(case: Case) -> None:
    case.pass_s(5)
    case.pass_s(5, lag_growth=1.0)
    assert case.pass_s(8) == ["own network"] * 5 + ["none"] * 3
    assert case.stall_s == 5.0


def test_who_takes_data_in_large_steps_is_not_well_in_between(case: Case) -> None:
    case.pass_s(5)
    case.pass_s(12, lag_growth=0.8)
    for _ in range(3):
        case.lag_s -= 4.0
        assert set(case.pass_s(9, lag_growth=0.8)) == {"own network"}


def test_a_source_that_ceases_leaves_all_short(case: Case) -> None:
    case.pass_s(5)
    case.ceased = True
    assert case.pass_s(5) == ["none", "none", "source", "source", "source"]
    case.ceased = False
    assert case.pass_s(8) == ["source"] * 5 + ["none"] * 3
    assert case.stall_s == 3.0


def test_the_source_is_named_before_the_network(case: Case) -> None:
    case.pass_s(5)
    case.pass_s(4, lag_growth=1.0)
    case.ceased = True
    assert case.pass_s(6, lag_growth=1.0)[-3:] == ["source"] * 3
    assert case.stall_s == pytest.approx(10)


def test_another_cause_is_believed_at_the_second_look(case: Case) -> None:
    case.pass_s(5)
    case.pass_s(4, lag_growth=1.0)
    case.held_up_by = SERVER
    assert case.pass_s(3, lag_growth=1.0) == ["own network", "server", "server"]
    case.held_up_by = OWN_NETWORK
    assert case.pass_s(1, lag_growth=1.0) == ["server"]


def test_one_late_round_of_the_service_blames_nobody(case: Case) -> None:
    case.pass_s(5)
    case.punctuality.held_up_s += 3.0
    assert set(case.pass_s(10)) == {"none"}


@pytest.mark.parametrize("harm", [lambda case: setattr(case, "ceased", True), lambda case: None])
def test_a_service_that_is_late_again_and_again_is_to_blame(case: Case, harm: Callable[[Case], None]) -> None:
    case.pass_s(5)
    harm(case)
    told: list[str] = []
    for _ in range(8):
        case.punctuality.held_up_s += 0.4
        told += case.pass_s(1, lag_growth=0.8)
    assert told[-3:] == ["server"] * 3
