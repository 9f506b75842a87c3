"""The health score of a stream: 40 % uptime, 35 % error rate, 25 % response time.

    uptime    40 * share of the time it was observed in the last 24 h in which it was deliverable
    errors    35 * max(0, 1 - error rate / 0.1), the error rate of the last hour; of those 24 h where it has none
    response  25 * min(1, max(0, (5000 - median ms) / (5000 - 300)))

A source that never answered has no points for its response. Each part is rounded to a tenth; the score is their sum.
"""

from monitoring.contract.streams import HealthClass, ScoreParts

UPTIME_POINTS = 40
ERROR_POINTS = 35
RESPONSE_POINTS = 25
WORST_ERROR_RATE = 0.1
BEST_RESPONSE_MS = 300.0
WORST_RESPONSE_MS = 5000.0

CLASSES: tuple[tuple[float, HealthClass], ...] = ((90, "excellent"), (70, "good"), (50, "fair"))


def score_parts(uptime_share: float, error_rate: float, response_ms: float | None) -> ScoreParts:
    """Return the points; shares and rates are 0 to 1."""
    slow_ms = WORST_RESPONSE_MS if response_ms is None else response_ms
    quickness = (WORST_RESPONSE_MS - slow_ms) / (WORST_RESPONSE_MS - BEST_RESPONSE_MS)
    return ScoreParts(
        uptime=round(UPTIME_POINTS * uptime_share, 1),
        errors=round(ERROR_POINTS * max(0.0, 1 - error_rate / WORST_ERROR_RATE), 1),
        response=round(RESPONSE_POINTS * min(1.0, max(0.0, quickness)), 1),
    )


def score_of(parts: ScoreParts) -> float:
    """Return the sum of the points, 0 to 100."""
    return round(parts.uptime + parts.errors + parts.response, 1)


def class_of(score: float) -> HealthClass:
    return next((name for least, name in CLASSES if score >= least), "poor")
