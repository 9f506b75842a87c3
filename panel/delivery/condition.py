"""What is known of one stream's source now, and who is told when its status changes."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from monitoring.clock import Clock
from monitoring.contract.events import StreamStatus
from monitoring.model import StatusChange, StreamState
from monitoring.vitals import NO_SIGNAL, StreamSignal
from panel.catalog import StreamFact
from panel.health.book import HealthBook
from panel.health.strip import Verdict

ON_AIR: Collection[StreamStatus] = ("online", "degraded")
VERDICTS: Mapping[StreamStatus, Verdict] = {"online": "ok", "degraded": "degraded", "offline": "failed"}


@dataclass(frozen=True, slots=True)
class Finding:
    """What a look at a stream's sources found; `response_ms` is None where none of them answered."""

    status: Literal["online", "degraded", "offline"]
    reason: str | None
    response_ms: float | None


class Condition:
    """The mutable side of a `StreamState`; `report` is called after each change of status.

    A stream that is online is `degraded` while something ails it.
    """

    def __init__(
        self, stream: StreamFact, clock: Clock, report: Callable[[StatusChange], None], health: HealthBook
    ) -> None:
        self.stream = stream
        self.status: StreamStatus = "unknown"
        self.received_bytes: int | None = None
        self.online_before = False
        self.running = False
        """Whether the source is being pulled."""
        self._clock = clock
        self._report = report
        self._health = health
        self._found: StreamStatus = "unknown"
        self._found_reason: str | None = None
        self._ailment: str | None = None
        self._reason: str | None = None
        self._response_ms: float | None = None
        self._checked_at: datetime | None = None
        self._since = clock.now()
        self._since_monotonic_s = clock.monotonic_s()
        self._on_air_since_s: float | None = None
        self._last_error: str | None = None
        self._last_error_at: datetime | None = None
        self._restarts = 0

    @property
    def on_air(self) -> bool:
        """Whether the source, or a backup in its place, is there and being pulled."""
        return self.status in ON_AIR and self._checked_at is None

    @property
    def for_s(self) -> float:
        """How long the status has been what it is."""
        return self._clock.monotonic_s() - self._since_monotonic_s

    def state(self, signal: StreamSignal = NO_SIGNAL, pace: float | None = None) -> StreamState:
        return StreamState(
            stream_id=self.stream.id,
            name=self.stream.name,
            type=self.stream.type,
            status=self.status,
            reason=self._reason,
            since=self._since,
            online_monotonic_s=self._on_air_since_s if self.on_air else None,
            received_bytes=self.received_bytes if self.running else None,
            response_ms=self._response_ms,
            last_error=self._last_error,
            restarts=self._restarts,
            running=self.running,
            checked_at=self._checked_at,
            last_error_at=self._last_error_at,
            pace=pace,
            figures=self._health.figures(self.stream.id),
            signal=signal,
        )

    def received(self, size_bytes: int) -> None:
        self.received_bytes = (self.received_bytes or 0) + size_bytes

    def responded(self, response_ms: float) -> None:
        """The source answered in so long."""
        self._response_ms = round(response_ms, 1)
        self._health.responded(self.stream.id, self._response_ms)

    def failed(self, reason: str) -> None:
        """Keep what went wrong; the status stays."""
        self._last_error = reason
        self._last_error_at = self._clock.now()

    def restarted(self) -> None:
        """The source was lost or given up, and is there again."""
        self._restarts += 1

    def become(self, status: StreamStatus, reason: str | None = None) -> None:
        """Change the status, and tell it if it is another; the reason of one that stays is only kept."""
        self._find(status, reason, None)

    def ail(self, ailment: str | None) -> None:
        """Something is wrong with a source that is there, or no longer is."""
        self._ailment = ailment
        self._show()

    def rest(self, why: str, *, keeps_status: bool) -> None:
        """The source is pulled no more; what is known of it is as good as a check, where those are made."""
        if keeps_status and self._found in VERDICTS:
            self._find(self._found, self._found_reason, self._clock.now())
        elif self._found != "offline":
            self.become("unknown", why)

    def checked(self, finding: Finding) -> None:
        """The source, which is not pulled, was looked at."""
        if finding.response_ms is None:
            self.failed(finding.reason or "")
        else:
            self._response_ms = finding.response_ms
        self._health.checked(self.stream.id, VERDICTS[finding.status], finding.response_ms, finding.reason)
        self._find(finding.status, finding.reason, self._clock.now())

    def _find(self, status: StreamStatus, reason: str | None, checked_at: datetime | None) -> None:
        if not self.on_air:
            self._on_air_since_s = self._clock.monotonic_s()
        self._checked_at = checked_at
        if status not in ON_AIR or checked_at is not None:
            self._ailment = None
        self._found, self._found_reason = status, reason
        self._show()

    def _show(self) -> None:
        previous = self.status
        if self._ailment is not None and self._found in ON_AIR:
            self.status = "degraded"
            self._reason = "; ".join(filter(None, (self._ailment, self._found_reason)))
        else:
            self.status, self._reason = self._found, self._found_reason
        if previous == self.status:
            return
        self._since = self._clock.now()
        self._since_monotonic_s = self._clock.monotonic_s()
        self._report(StatusChange(self.state(), previous))
