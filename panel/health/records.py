"""What is kept of the past of streams, as the database takes it and gives it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from monitoring.contract.events import StreamStatus
from panel.health.buckets import Sums
from panel.health.strip import CHECKS_KEPT, Check
from panel.health.tally import FIELDS, Seconds


@dataclass(frozen=True, slots=True)
class HourRecord:
    """One stream in one hour, numbered from the Unix epoch."""

    stream_id: int
    hour: int
    seconds: Seconds


@dataclass(frozen=True, slots=True)
class HourColumns:
    """Many of them: stream ids, hours, and by row what `Seconds` names."""

    stream_ids: NDArray[np.int64]
    hours: NDArray[np.int64]
    seconds: Sums


def columns_of(rows: Sequence[Sequence[object]]) -> HourColumns:
    """Return rows of stream id, hour and the seconds as columns."""
    table = np.array(rows, np.float64).reshape(-1, 2 + FIELDS)
    return HourColumns(table[:, 0].astype(np.int64), table[:, 1].astype(np.int64), table[:, 2:])


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """A check; it takes the place of the one 60 checks before it."""

    stream_id: int
    check: Check

    @property
    def place(self) -> tuple[int, int]:
        return self.stream_id, self.check.number % CHECKS_KEPT


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """A change of status; `key` keeps one that is written twice from becoming two."""

    key: str
    stream_id: int
    at: datetime
    status: StreamStatus
    previous: StreamStatus
    reason: str | None


@dataclass(frozen=True, slots=True)
class Past:
    """What an earlier run of the service left; `hours` are columns, parallel to each other."""

    hours: "HourColumns"
    checks: Sequence[CheckRecord] = ()


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What is to be written; `newest_hour` is the one that goes on."""

    newest_hour: int
    hours: Sequence[HourRecord]
    checks: Sequence[CheckRecord]
    changes: Sequence[ChangeRecord]
