"""Looks at the sources of streams on demand that nobody watches, so that their status is known before a viewer asks."""

import asyncio
from collections.abc import Collection
from contextlib import AsyncExitStack

from monitoring.clock import Clock
from panel.delivery.condition import Finding
from panel.delivery.limits import DeliveryLimits
from panel.delivery.relay import Relay
from panel.delivery.source_failure import SourceFailure
from panel.delivery.sources.pull import Puller
from panel.delivery.task_owner import TaskOwner
from panel.delivery.upstream import Upstream
from panel.health.schedule import Schedule

# Other sources are looked at anew.
SourcesOfStream = tuple[int, tuple[str, ...]]


class Checks:
    """A few at once, each with a deadline for every source; those that failed the last time never keep the rest from
    their turn. A look opens the source, waits for MPEG-TS and lets go; it ends at once where somebody comes to watch.
    """

    def __init__(self, upstream: Upstream, tasks: TaskOwner, clock: Clock, limits: DeliveryLimits) -> None:
        self._puller = Puller(upstream, clock, limits)
        self._tasks = tasks
        self._clock = clock
        self._deadline_s = limits.check_deadline_s
        self._schedule: Schedule[SourcesOfStream] = Schedule(limits.check_interval_s)
        self._turns = asyncio.Semaphore(limits.checks_at_once)
        self._turns_of_failed = asyncio.Semaphore(max(1, limits.checks_at_once // 2))
        self._going_on: set[int] = set()

    def sweep(self, relays: Collection[Relay]) -> None:
        """Begin the checks whose turn it is."""
        now_s = self._clock.monotonic_s()
        resting = {_key(relay): relay for relay in relays if relay.rests}
        pulled = {_key(relay) for relay in relays if relay.running}
        for key in pulled:
            self._schedule.pass_over(key, now_s)
        self._schedule.keep(resting.keys() | pulled)
        for key in self._schedule.due(resting.keys(), now_s):
            if resting[key].stream.id not in self._going_on:
                self._begin(resting[key])

    def _begin(self, relay: Relay) -> None:
        stream_id = relay.stream.id
        self._going_on.add(stream_id)
        task = self._tasks.start(self._check(relay), f"check of stream {stream_id}", lambda: None)
        task.add_done_callback(lambda _: self._going_on.discard(stream_id))
        relay.check = task

    async def _check(self, relay: Relay) -> None:
        async with AsyncExitStack() as stack:
            if relay.status == "offline":
                await stack.enter_async_context(self._turns_of_failed)
            await stack.enter_async_context(self._turns)
            relay.checked(await self._look(relay.stream.sources))

    async def _look(self, sources: Collection[str]) -> Finding:
        reason, detour = "the stream has no source", None
        for rank, source in enumerate(sources):
            try:
                response_ms = await self._try(source)
            except SourceFailure as failure:
                reason = str(failure)
                detour = detour or reason
            else:
                if not rank:
                    return Finding("online", None, response_ms)
                return Finding("degraded", f"on backup {rank}: {detour}", response_ms)
        return Finding("offline", reason, None)

    async def _try(self, source: str) -> float:
        try:
            async with asyncio.timeout(self._deadline_s):
                return round(await self._puller.look(source), 1)
        except TimeoutError:
            raise SourceFailure(f"the source did not answer within {self._deadline_s:g} s") from None


def _key(relay: Relay) -> SourcesOfStream:
    return relay.stream.id, relay.stream.sources
