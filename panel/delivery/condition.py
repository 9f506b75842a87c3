"""What is known of one stream's source now, and who is told when its status changes."""

from collections.abc import Callable, Collection
from datetime import datetime

from monitoring.clock import Clock
from monitoring.contract.events import StreamStatus
from monitoring.model import StatusChange, StreamState
from panel.catalog import StreamFact

ON_AIR: Collection[StreamStatus] = ("online", "degraded")


class Condition:
    """The mutable side of a `StreamState`; `report` is called after each change of status."""

    def __init__(self, stream: StreamFact, clock: Clock, report: Callable[[StatusChange], None]) -> None:
        self.stream = stream
        self.status: StreamStatus = "unknown"
        self.received_bytes: int | None = None
        self.response_ms: float | None = None
        self.online_before = False
        self.running = False
        self._clock = clock
        self._report = report
        self._reason: str | None = None
        self._since = clock.now()
        self._since_monotonic_s = clock.monotonic_s()
        self._on_air_since_s = self._since_monotonic_s
        self._last_error: str | None = None
        self._last_error_at: datetime | None = None
        self._restarts = 0

    @property
    def on_air(self) -> bool:
        """Whether the source, or a backup in its place, is there."""
        return self.status in ON_AIR

    @property
    def for_s(self) -> float:
        """How long the status has been what it is."""
        return self._clock.monotonic_s() - self._since_monotonic_s

    def state(self) -> StreamState:
        return StreamState(
            stream_id=self.stream.id,
            name=self.stream.name,
            type=self.stream.type,
            status=self.status,
            reason=self._reason,
            since=self._since,
            online_monotonic_s=self._on_air_since_s if self.on_air else None,
            received_bytes=self.received_bytes,
            response_ms=self.response_ms,
            last_error=self._last_error,
            restarts=self._restarts,
            running=self.running,
            last_error_at=self._last_error_at,
        )

    def received(self, size_bytes: int) -> None:
        self.received_bytes = (self.received_bytes or 0) + size_bytes

    def failed(self, reason: str) -> None:
        """Keep what went wrong; the status stays."""
        self._last_error = reason
        self._last_error_at = self._clock.now()

    def restarted(self) -> None:
        """The source was lost or given up, and is there again."""
        self._restarts += 1

    def become(self, status: StreamStatus, reason: str | None = None) -> None:
        """Change the status, and tell it if it is another; the reason of one that stays is only kept."""
        previous, self.status = self.status, status
        self._reason = reason
        if previous == status:
            return
        self._since = self._clock.now()
        self._since_monotonic_s = self._clock.monotonic_s()
        if previous not in ON_AIR:
            self._on_air_since_s = self._since_monotonic_s
        self._report(StatusChange(self.state(), previous))
