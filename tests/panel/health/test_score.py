"""The score and its classes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.health.score import class_of, score_of, score_parts


@pytest.mark.parametrize(
    ("uptime", "error_rate", "response_ms", "parts", "score"),
    [
        (1.0, 0.0, 20.0, (40.0, 35.0, 25.0), 100.0),
        (1.0, 0.0, 300.0, (40.0, 35.0, 25.0), 100.0),
        (0.5, 0.05, 2650.0, (20.0, 17.5, 12.5), 50.0),
        (0.999, 0.001, 500.0, (40.0, 34.6, 23.9), 98.5),
        (0.0, 1.0, None, (0.0, 0.0, 0.0), 0.0),
        (1.0, 0.1, 5000.0, (40.0, 0.0, 0.0), 40.0),
        (1.0, 0.2, 9000.0, (40.0, 0.0, 0.0), 40.0),
    ],
)
def test_scores_by_hand(
    uptime: float, error_rate: float, response_ms: float | None, parts: tuple[float, ...], score: float
) -> None:
    made = score_parts(uptime, error_rate, response_ms)
    assert (made.uptime, made.errors, made.response) == parts
    assert score_of(made) == score


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 60_000))
def test_a_score_is_within_its_bounds_and_no_worse_figure_makes_it_better(
    uptime: float, error_rate: float, response_ms: float
) -> None:
    score = score_of(score_parts(uptime, error_rate, response_ms))
    assert 0 <= score <= 100
    assert score_of(score_parts(uptime / 2, error_rate, response_ms)) <= score
    assert score_of(score_parts(uptime, min(1.0, error_rate * 2), response_ms)) <= score
    assert score_of(score_parts(uptime, error_rate, response_ms * 2)) <= score


@pytest.mark.parametrize(
    ("score", "expected"),
    [(100, "excellent"), (90, "excellent"), (89.9, "good"), (70, "good"), (69.9, "fair"), (50, "fair"), (49.9, "poor")],
)
def test_classes(score: float, expected: str) -> None:
    assert class_of(score) == expected
