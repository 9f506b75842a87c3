"""The state of every stream, and who is told of changes."""

from collections.abc import Callable, Iterable, Sequence

import structlog

from monitoring.clock import Clock
from monitoring.model import StatusChange, StreamState
from panel.catalog import StreamFact
from panel.delivery.checks import Checks
from panel.delivery.limits import DeliveryLimits
from panel.delivery.relay import Relay
from panel.delivery.sources.restarts import RestartDue
from panel.delivery.task_owner import TaskOwner
from panel.delivery.upstream import Upstream
from panel.health.book import HealthBook
from panel.sessions import SessionBook

log = structlog.get_logger(__name__)

# News for operators; a stream that starts because somebody watches is none.
NEWS = frozenset(
    (
        ("offline", "online"),
        ("degraded", "online"),
        ("online", "stopped"),
        ("degraded", "stopped"),
        ("offline", "stopped"),
    )
)


class Board:
    """One relay for each stream of the catalog; implements `monitoring.ports.StreamBoard`."""

    def __init__(
        self, upstream: Upstream, book: SessionBook, clock: Clock, limits: DeliveryLimits, health: HealthBook
    ) -> None:
        self._upstream = upstream
        self._book = book
        self._clock = clock
        self._limits = limits
        self._health = health
        self._tasks = TaskOwner()
        self._checks = Checks(upstream, self._tasks, clock, limits) if limits.check_interval_s else None
        self._relays: dict[int, Relay] = {}
        self._watchers: list[Callable[[StatusChange], None]] = []

    def states(self) -> Sequence[StreamState]:
        return [relay.state for relay in self._relays.values()]

    def watch(self, changed: Callable[[StatusChange], None]) -> None:
        self._watchers.append(changed)

    def relay(self, stream_id: int) -> Relay | None:
        return self._relays.get(stream_id)

    def relay_of(self, stream: StreamFact) -> Relay:
        """Return the relay of a stream the catalog just told of."""
        relay = self._relays.get(stream.id)
        if relay is None:
            relay = Relay(stream, self._upstream, self._tasks, self._clock, self._limits, self._report, self._health)
            self._relays[stream.id] = relay
        return relay

    def follow(self, streams: Iterable[StreamFact]) -> None:
        """Bring the relays in line with the catalog."""
        known = {stream.id: stream for stream in streams}
        for stream_id in self._relays.keys() - known.keys():
            self._relays.pop(stream_id).retire()
        self._health.follow(known.keys())
        for stream in known.values():
            self.relay_of(stream).follow(stream)

    def sweep(self) -> None:
        """Start and end ingests as they are wanted."""
        for relay in self._relays.values():
            relay.sweep()
            due = relay.restart_due()
            if due is not None:
                self._restart(relay, due)
        if self._checks is not None:
            self._checks.sweep(self._relays.values())

    def lost(self) -> Iterable[int]:
        """Return the streams whose viewers have waited for their source long enough."""
        return [stream_id for stream_id, relay in self._relays.items() if relay.lost]

    async def close(self) -> None:
        """Let go of every source."""
        await self._tasks.close()
        await self._upstream.close()

    def _restart(self, relay: Relay, due: RestartDue) -> None:
        name = relay.stream.name
        if due.allowed:
            self._book.record("stream.restarted", None, name, f"{name} restarted by itself: {due.why}")
            relay.restart(due.why)
        else:
            most = relay.stream.triggers.most_per_hour
            message = f"{name} is not restarted by itself again, {most} times in an hour are the most: {due.why}"
            self._book.record("stream.restart-refused", None, name, message)

    def _report(self, change: StatusChange) -> None:
        self._health.changed(change)
        for changed in self._watchers:
            changed(change)
        state = change.state
        log.info("stream changed", stream=state.stream_id, status=state.status, reason=state.reason)
        if state.status in ("offline", "degraded") or (change.previous, state.status) in NEWS:
            because = f": {state.reason}" if state.reason else ""
            self._book.record(f"stream.{state.status}", None, state.name, f"{state.name} is {state.status}{because}")
