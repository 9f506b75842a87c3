"""The last checks of a stream."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Literal

Verdict = Literal["ok", "degraded", "failed"]

CHECKS_KEPT = 60
RESPONSES_KEPT = 20


@dataclass(frozen=True, slots=True)
class Check:
    """What a check found; `number` counts the checks of a stream. Without `response_ms` none was measured."""

    number: int
    at: datetime
    verdict: Verdict
    response_ms: float | None
    reason: str | None


class Strip:
    """The last 60 checks, and the last 20 response times."""

    def __init__(self, checks: Iterable[Check] = ()) -> None:
        self._checks: deque[Check] = deque(sorted(checks, key=lambda check: check.number), CHECKS_KEPT)
        measured = [check.response_ms for check in self._checks if check.response_ms is not None]
        self._responses_ms: deque[float] = deque(measured, RESPONSES_KEPT)

    @property
    def checks(self) -> Sequence[Check]:
        """Oldest first."""
        return tuple(self._checks)

    @property
    def median_ms(self) -> float | None:
        return median(self._responses_ms) if self._responses_ms else None

    def responded(self, response_ms: float) -> None:
        """The source was asked and answered in so long."""
        self._responses_ms.append(response_ms)

    def add(self, at: datetime, verdict: Verdict, response_ms: float | None, reason: str | None) -> Check:
        """Keep a check, whose response time was told already, and return it."""
        number = self._checks[-1].number + 1 if self._checks else 0
        check = Check(number, at, verdict, response_ms, reason)
        self._checks.append(check)
        return check
