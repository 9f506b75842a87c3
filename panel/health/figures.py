"""What the seconds of a stream come to."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from monitoring.vitals import StreamFigures
from panel.health.buckets import Sums
from panel.health.score import class_of, score_of, score_parts
from panel.health.strip import Verdict
from panel.health.tally import DELIVERABLE, ERRORED, OBSERVED, Seconds

# A shorter time says nothing of a share.
LEAST_OBSERVED_S = 1.0
# Of a check's interval: less may be the second of an error, or a source that came back at once.
NOTICED_S = 0.5
# Of a percentage, and of a share.
UPTIME_PLACES = 3
RATE_PLACES = 5


def figures_of(hour: Seconds, day: Seconds, week: Seconds, median_ms: float | None) -> StreamFigures:
    """Return the figures of the last hour, 24 hours and 7 days; a day that was not observed has no score."""
    figures = StreamFigures(
        uptime_percent=_rounded(day.deliverable, day.observed, 100, UPTIME_PLACES),
        uptime_week_percent=_rounded(week.deliverable, week.observed, 100, UPTIME_PLACES),
        error_rate=_rounded(hour.errored, hour.observed, 1, RATE_PLACES),
        response_median_ms=None if median_ms is None else round(median_ms, 1),
    )
    if day.observed < LEAST_OBSERVED_S:
        return figures
    recent = hour if hour.observed >= LEAST_OBSERVED_S else day
    parts = score_parts(day.deliverable / day.observed, recent.errored / recent.observed, median_ms)
    score = score_of(parts)
    return replace(figures, health_score=score, health_class=class_of(score), score_parts=parts)


def marks_of(hour: Sums, day: Sums, week: Sums) -> Sums:
    """Return numbers for each row that differ where its figures do; -1 stands for unknown."""
    recent = np.where(hour[:, OBSERVED, None] >= LEAST_OBSERVED_S, hour, day)
    shares = (
        (day, DELIVERABLE, UPTIME_PLACES + 2),
        (week, DELIVERABLE, UPTIME_PLACES + 2),
        (hour, ERRORED, RATE_PLACES),
        (recent, ERRORED, RATE_PLACES),
    )
    return np.stack([_share(sums, part).round(places) for sums, part, places in shares], axis=1)


def verdict_of(seconds: Seconds) -> Verdict:
    """Return what a check of a stream that is being pulled finds: `failed` without a source for half of the time."""
    if seconds.deliverable < seconds.observed / 2:
        return "failed"
    troubled_s = seconds.observed - seconds.deliverable + seconds.degraded + seconds.errored
    return "degraded" if troubled_s >= NOTICED_S else "ok"


def _share(sums: Sums, part: int) -> NDArray[np.float64]:
    whole_s = sums[:, OBSERVED]
    known = whole_s >= LEAST_OBSERVED_S
    return np.where(known, sums[:, part] / np.where(known, whole_s, 1.0), -1.0)


def _rounded(part_s: float, whole_s: float, scale: int, places: int) -> float | None:
    return round(scale * part_s / whole_s, places) if whole_s >= LEAST_OBSERVED_S else None
