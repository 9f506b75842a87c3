"""What is kept of the past of streams, as the database takes it and gives it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from monitoring.contract.events import StreamStatus
from panel.health.strip import CHECKS_KEPT, Check
from panel.health.tally import Seconds


@dataclass(frozen=True, slots=True)
class HourRecord:
    """One stream in one hour, numbered from the Unix epoch."""

    stream_id: int
    hour: int
    seconds: Seconds


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
    """What an earlier run of the service left."""

    hours: Sequence[HourRecord] = ()
    checks: Sequence[CheckRecord] = ()


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What is to be written; `newest_hour` is the one that goes on."""

    newest_hour: int
    hours: Sequence[HourRecord]
    checks: Sequence[CheckRecord]
    changes: Sequence[ChangeRecord]
