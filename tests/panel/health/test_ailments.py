"""When a source counts as ailing and as well again, second by second."""

from collections.abc import Iterable

from panel.health.ailments import Ailment, Hysteresis, Look, Patience

CLEAN = Look(errored=False, starving=False, silent_s=0.0)
ERRORED = Look(errored=True, starving=False, silent_s=0.0)
STARVING = Look(errored=False, starving=True, silent_s=0.5)


def judged(looks: Iterable[Look]) -> list[Ailment | None]:
    hysteresis = Hysteresis(Patience())
    return [hysteresis.judge(1000.0 + second, look) for second, look in enumerate(looks)]


def first(verdicts: list[Ailment | None]) -> int | None:
    return next((second for second, verdict in enumerate(verdicts) if verdict is not None), None)


def test_a_few_errors_are_nothing() -> None:
    assert first(judged([ERRORED] * 10 + [CLEAN] * 30 + [ERRORED] * 9)) is None


def test_errors_that_persist_count_after_ten_seconds_until_thirty_without() -> None:
    verdicts = judged([CLEAN] * 5 + [ERRORED] * 20 + [CLEAN] * 60)
    assert first(verdicts) == 15
    assert verdicts[15:54] == ["errors"] * 39
    assert verdicts[54:] == [None] * 31


def test_errors_that_come_again_within_five_seconds_persist_and_rarer_ones_do_not() -> None:
    assert first(judged(([ERRORED] + [CLEAN] * 4) * 6)) == 10
    assert first(judged(([ERRORED] + [CLEAN] * 6) * 6)) is None


def test_one_error_in_the_clean_time_begins_it_anew() -> None:
    verdicts = judged([ERRORED] * 11 + [CLEAN] * 29 + [ERRORED] + [CLEAN] * 40)
    assert verdicts[10:70] == ["errors"] * 60
    assert verdicts[70:] == [None] * 11


def test_starvation_counts_after_ten_seconds() -> None:
    assert first(judged([STARVING] * 30)) == 10
    assert judged([ERRORED] * 6 + [STARVING] * 6)[-1] == "starvation"


def test_silence_counts_at_once_where_nothing_is_in_store() -> None:
    silent = [Look(errored=False, starving=second > 2, silent_s=float(second)) for second in range(11)]
    verdicts = judged([CLEAN] * 20 + silent + [CLEAN] * 40)
    assert first(verdicts) == 24
    assert set(verdicts[24:60]) == {"silence"}
    assert verdicts[-1] is None


def test_a_source_that_sends_in_bursts_is_not_silent_in_between() -> None:
    burst = [Look(errored=False, starving=False, silent_s=float(second)) for second in range(8)]
    assert first(judged(burst * 5)) is None
    assert first(judged([*burst, Look(errored=False, starving=False, silent_s=8.0)])) == 8


def test_a_source_that_comes_back_is_not_to_blame_for_what_was_before() -> None:
    hysteresis = Hysteresis(Patience())
    for second in range(11):
        hysteresis.judge(float(second), ERRORED)
    assert hysteresis.ailment == "errors"
    hysteresis.forget()
    assert hysteresis.judge(12.0, CLEAN) is None
    assert [hysteresis.judge(13.0 + second, ERRORED) for second in range(10)] == [None] * 10
