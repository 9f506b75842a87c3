"""Whose turn it is, on a clock of numbers."""

from hypothesis import given
from hypothesis import strategies as st

from panel.health.schedule import Schedule


def test_one_that_comes_alone_is_first_and_then_once_an_interval() -> None:
    schedule: Schedule[int] = Schedule(60.0)
    turns = [now_s for now_s in range(1000, 1200) if schedule.due([7], float(now_s))]
    assert turns == [1000, 1060, 1120, 1180]


def test_few_come_soon_and_many_are_spread_over_the_interval() -> None:
    few: Schedule[int] = Schedule(60.0)
    assert [len(few.due(range(3), float(now_s))) for now_s in range(5)] == [1, 1, 1, 0, 0]
    many: Schedule[int] = Schedule(60.0)
    turns = [len(many.due(range(600), float(now_s))) for now_s in range(180)]
    assert sum(turns) in range(1790, 1811)
    assert max(turns) <= 11


def test_one_that_is_known_without_a_look_is_passed_over() -> None:
    schedule: Schedule[int] = Schedule(60.0)
    schedule.pass_over(1, 0.0)
    schedule.pass_over(1, 100.0)
    assert schedule.due([1], 159.0) == []
    assert schedule.due([1], 160.0) == [1]


def test_one_that_was_away_is_new_again() -> None:
    schedule: Schedule[int] = Schedule(60.0)
    assert schedule.due([1], 0.0) == [1]
    schedule.keep([])
    assert schedule.due([1], 5.0) == [1]


@given(st.integers(1, 50), st.lists(st.floats(0.1, 200), min_size=1, max_size=50))
def test_nobody_is_left_out_nor_has_two_turns_at_once(streams: int, steps_s: list[float]) -> None:
    schedule: Schedule[int] = Schedule(60.0)
    now_s, last_s = 0.0, dict.fromkeys(range(streams), 0.0)
    assert schedule.due(range(streams), now_s) == [0]
    for step_s in steps_s:
        now_s += step_s
        turn = schedule.due(range(streams), now_s)
        assert len(set(turn)) == len(turn)
        for stream_id in turn:
            last_s[stream_id] = now_s
        assert all(now_s - at_s < 60.0 + streams + step_s for at_s in last_s.values())
