"""One stream: its source pulled once, its viewers served from one ring."""

import asyncio
from collections.abc import Callable

from monitoring.clock import Clock
from monitoring.contract.events import StreamStatus
from monitoring.model import StatusChange, StreamState
from panel.catalog import StreamFact
from panel.delivery.analysis import Analyzer
from panel.delivery.condition import Condition, Finding
from panel.delivery.grace import Grace
from panel.delivery.inflow import Inflow
from panel.delivery.ingest import Ingest
from panel.delivery.limits import DeliveryLimits
from panel.delivery.reader import Reader
from panel.delivery.ring import Ring
from panel.delivery.source_pace import SourcePace
from panel.delivery.sources.restarts import RestartDue
from panel.delivery.task_owner import TaskOwner
from panel.delivery.transcode.transcoder import Transcoder
from panel.delivery.upstream import Upstream
from panel.delivery.vigil import Vigil
from panel.delivery.waiters import Waiters
from panel.health.book import HealthBook

STOPPED = "stopped by an operator"
DISABLED = "disabled"
NOT_WANTED = "on demand, and nobody watches"


class Relay:
    """Starts and stops the ingest of a stream as it is wanted; the ingest tells it what the source does."""

    def __init__(
        self,
        stream: StreamFact,
        upstream: Upstream,
        tasks: TaskOwner,
        clock: Clock,
        limits: DeliveryLimits,
        report: Callable[[StatusChange], None],
        health: HealthBook | None = None,
    ) -> None:
        self.ring = Ring(limits)
        health = health or HealthBook(clock)
        self._condition = Condition(stream, clock, report, health)
        self.check: asyncio.Task[None] | None = None
        """What looks at its sources while they are not pulled."""
        self._upstream = upstream
        self._tasks = tasks
        self._clock = clock
        self._limits = limits
        self._readers: set[Reader] = set()
        self._waiters = Waiters()
        self._task: asyncio.Task[None] | None = None
        self._inflow = Inflow(self.ring, clock)
        self._vigil = Vigil(self._condition, self.analysis, health, clock, limits.patience)
        self.source_pace = SourcePace(self.ring, self.analysis, limits, clock.monotonic_s())
        self._arriving = False
        self._detour: str | None = None
        self._reconnecting = Grace()
        self._unused_since_s: float | None = None
        self._stopped = False

    @property
    def analysis(self) -> Analyzer:
        """What arrives, looked at."""
        return self._inflow.analysis

    @property
    def stream(self) -> StreamFact:
        return self._condition.stream

    @property
    def state(self) -> StreamState:
        return self._vigil.state()

    @property
    def status(self) -> StreamStatus:
        return self._condition.status

    @property
    def running(self) -> bool:
        return self._condition.running

    @property
    def rests(self) -> bool:
        """Whether it could be pulled, and is not because nobody watches."""
        may_run = self.stream.type == "live" and self.stream.enabled and not self._stopped
        return may_run and not self.running

    @property
    def lost(self) -> bool:
        """Whether the source has been away for longer than viewers are kept."""
        return (
            not self._condition.on_air and bool(self._readers) and self._condition.for_s >= self._limits.source_lost_s
        )

    @property
    def starving(self) -> bool:
        """Whether the source is there, but its data come slower than by their own clock, or have ceased for over 2 s.

        Analyses what has come by now.
        """
        return self._condition.on_air and self.analysis.starving(self._clock.monotonic_s())

    @property
    def urgent(self) -> bool:
        return bool(self._readers or self._waiters)

    @property
    def watched(self) -> bool:
        return bool(self._readers)

    def attach(self, reader: Reader) -> None:
        self._readers.add(reader)

    def detach(self, reader: Reader) -> None:
        self._readers.discard(reader)

    def online_soon(self) -> "asyncio.Future[bool]":
        """Return whether the source is there, known once it is or is not; starts it where it is idle.

        The caller may settle the future itself when it no longer waits.
        """
        waiter = self._waiters.add()
        self._start()
        if self._condition.status != "starting":
            waiter.set_result(self._condition.on_air)
        return waiter

    def follow(self, stream: StreamFact) -> None:
        """Take what the catalog now says of the stream."""
        before, self._condition.stream = self._condition.stream, stream
        self._stopped = self._stopped and not (stream.enabled and not before.enabled)
        pulled_otherwise = (before.sources, before.transcode) != (stream.sources, stream.transcode)
        if pulled_otherwise and self._task is not None:
            self._let_go()
        self._arrange()
        if before.restart_requested_at != stream.restart_requested_at:
            self.restart()

    def start(self) -> None:
        """Undo `stop`, and try the source now."""
        self._stopped = False
        self._unused_since_s = None
        self._arrange()
        self._start()

    def stop(self) -> None:
        """Leave the source alone until `start`."""
        self._stopped = True
        self._arrange()

    def restart(self, why: str | None = None) -> None:
        """Let go of the source and connect to it again; viewers stay."""
        self._let_go(why)
        self.start()

    def restart_due(self) -> RestartDue | None:
        """Return what asks for a restart by itself now; it counts as done."""
        return self._vigil.restart_due(self.stream.triggers) if self._condition.on_air else None

    def checked(self, finding: Finding) -> None:
        """A look at its sources found this."""
        if self.rests:
            self._condition.checked(finding)

    def retire(self) -> None:
        """The stream is no more."""
        self._end_ingest()
        self._waiters.settle(online=False)
        self.ring.clear()

    def sweep(self) -> None:
        """Start what should run, end what nobody has wanted for a while, look at what is there."""
        if self._condition.on_air:
            self._vigil.look()
        if self._wanted:
            self._unused_since_s = None
            self._start()
            return
        if self._task is None:
            return
        now_s = self._clock.monotonic_s()
        if self._unused_since_s is None:
            self._unused_since_s = now_s
        elif now_s - self._unused_since_s >= self._limits.idle_grace_s:
            self._end_ingest()
            self.ring.clear()
            self._unused_since_s = None
            self._condition.online_before = False
            self._condition.rest(NOT_WANTED, keeps_status=bool(self._limits.check_interval_s))

    def source_proven(self, response_ms: float, detour: str | None) -> None:
        self._condition.responded(response_ms)
        self._inflow.begin()
        self._detour = detour
        self._arriving = True

    def source_received(self, size_bytes: int) -> None:
        self._condition.received(size_bytes)

    def source_chunk(self, chunk: bytes) -> None:
        self._vigil.received()
        self._inflow.take(chunk, is_original=self.stream.transcode is None)
        if self._arriving:
            self._arrive()
        for reader in tuple(self._readers):
            reader.pump()

    def source_original(self, chunk: bytes) -> None:
        self._inflow.examine(chunk)

    def source_interrupted(self, reason: str) -> None:
        self._condition.failed(reason)
        if self._condition.on_air and not self._reconnecting:
            # Where there is no other source, silence before the end is part of the time to come back in.
            spent_s = self._vigil.silent_s if len(self.stream.sources) == 1 else 0.0
            self._reconnecting.begin(self._limits.reconnect_silently_s - spent_s, lambda: self.source_failed(reason))

    def source_failed(self, reason: str) -> None:
        self._reconnecting.end()
        self._condition.failed(reason)
        self._become("offline", reason)

    @property
    def _wanted(self) -> bool:
        kept = self.stream.type == "live" and not self.stream.on_demand
        return kept or bool(self._readers or self._waiters)

    def _arrange(self) -> None:
        """Bring the ingest in line with what is wanted of the stream."""
        held = self._stopped or not self.stream.enabled
        if held:
            self._end_ingest()
            self.ring.clear()
            self._become("stopped", DISABLED if not self.stream.enabled else STOPPED)
        elif self._condition.status == "stopped":
            self._become("unknown", None)
        if self._wanted:
            self._start()

    def _start(self) -> None:
        if not self.rests:
            return
        # Some sources can be had only once: a look at one ends before it is pulled.
        self._end_ingest()
        preset = self.stream.transcode
        transcoder = None if preset is None else Transcoder(self.stream.id, preset, self._limits)
        ingest = Ingest(self.stream.sources, self._upstream, self, self._clock, self._limits, transcoder)
        self._task = self._tasks.start(ingest.run(), f"ingest of stream {self.stream.id}", self._died)
        self._vigil.begun()
        self._condition.running = True
        if not self._condition.on_air and self._condition.status != "starting":
            self._become("starting")

    def _let_go(self, why: str | None = None) -> None:
        self._end_ingest()
        if self._condition.on_air:
            self._become("starting", why)
        if self.urgent:
            self._start()

    def _end_ingest(self) -> None:
        self._reconnecting.end()
        if self.check is not None:
            self.check.cancel()
            self.check = None
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self._condition.running = False

    def _died(self) -> None:
        self._end_ingest()
        self.source_failed("internal error")

    def _arrive(self) -> None:
        self._arriving = False
        self._vigil.arrived()
        was_away = not self._condition.on_air or bool(self._reconnecting)
        self._reconnecting.end()
        if was_away and self._condition.online_before:
            self._condition.restarted()
        self._condition.online_before = True
        self._become("degraded" if self._detour else "online", self._detour)

    def _become(self, status: StreamStatus, reason: str | None = None) -> None:
        self._condition.become(status, reason)
        if status != "starting":
            self._waiters.settle(online=self._condition.on_air)
