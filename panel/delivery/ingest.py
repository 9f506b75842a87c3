"""Pulls one stream from its sources, for as long as it is asked to."""

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from monitoring.clock import Clock
from panel.delivery.limits import DeliveryLimits
from panel.delivery.source_failure import SourceFailure
from panel.delivery.sources.arrival import Arrival, Sink
from panel.delivery.sources.pull import Puller
from panel.delivery.transcode.transcoder import Transcoder
from panel.delivery.upstream import Upstream

_JITTER = random.SystemRandom()


@dataclass(frozen=True, slots=True)
class _Held:
    """A source that viewers get, or may get."""

    rank: int
    arrival: Arrival
    pulling: "asyncio.Task[str]"


class Ingest:
    """Tries the sources in order and stays with the first that works.

    When that is lost the next takes over; while it is a backup, those before it are tried from time to time and return.
    """

    def __init__(
        self,
        sources: Sequence[str],
        upstream: Upstream,
        sink: Sink,
        clock: Clock,
        limits: DeliveryLimits,
        transcoder: Transcoder | None = None,
    ) -> None:
        self._sources = sources
        self._puller = Puller(upstream, clock, limits, transcoder)
        self._sink = sink
        self._clock = clock
        self._limits = limits
        self._first_rank = 0
        self._primary_failure = ""

    async def run(self) -> None:
        """Keep the stream coming until cancelled."""
        failures = 0
        while True:
            reason = await self._round()
            if reason is None:
                failures = 0
                continue
            self._sink.source_failed(reason)
            await self._clock.sleep(self._delay_s(failures))
            failures += 1

    def _delay_s(self, failures: int) -> float:
        longest_s = min(self._limits.retry_longest_s, self._limits.retry_first_s * 2.0 ** min(failures, 16))
        return longest_s * _JITTER.uniform(0.75, 1.0)

    async def _round(self) -> str | None:
        """Try each source once; return None as soon as one of them lasted, else why the last failed."""
        reason = "the stream has no source"
        first_rank, self._first_rank = self._first_rank, 0
        for step in range(len(self._sources)):
            held, reason = await self._stay((first_rank + step) % len(self._sources))
            if held.arrival.on_air:
                self._sink.source_interrupted(reason)
            if held.arrival.lasted_s >= self._limits.healthy_s:
                # The one that was lost comes last now: it may take long to fail again.
                self._first_rank = held.rank + 1
                return None
        return reason

    async def _stay(self, rank: int) -> tuple[_Held, str]:
        """Stay with a source, or with a better one that takes its place; return which was lost in the end, and why."""
        held = self._begin(rank)
        try:
            while held.rank and (better := await self._better(held)):
                held = better
            return held, await held.pulling
        finally:
            await _ended(held.pulling)

    async def _better(self, held: _Held) -> _Held | None:
        """Return the better source that took over, or None once the one that is held is lost."""
        seeking = asyncio.create_task(self._seek(held))
        try:
            await asyncio.wait((held.pulling, seeking), return_when=asyncio.FIRST_COMPLETED)
            if seeking.done() or held.pulling.cancelled():
                return await seeking
            return None
        finally:
            await _ended(seeking)

    async def _seek(self, held: _Held) -> _Held:
        """Try the sources before the one that is held, the primary first, until one of them takes over."""
        while True:
            await self._clock.sleep(self._limits.primary_retry_s)
            for rank in range(held.rank):
                if better := await self._try(rank, held):
                    return better

    async def _try(self, rank: int, held: _Held) -> _Held | None:
        """Return a source once it was well for long enough and took over; None where it is lost before."""
        admitted: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

        def take_over() -> None:
            held.pulling.cancel()
            admitted.set_result(True)

        tried = self._begin(rank, self._limits.healthy_s, take_over)
        taken_over = False
        try:
            await asyncio.wait((tried.pulling, admitted), return_when=asyncio.FIRST_COMPLETED)
            taken_over = admitted.done()
            if taken_over:
                return tried
            # Raises what was none of the source's failures.
            tried.pulling.result()
            return None
        finally:
            if not taken_over:
                await _ended(tried.pulling)

    def _begin(self, rank: int, probation_s: float = 0.0, admitted: Callable[[], None] = lambda: None) -> _Held:
        detour = f"on backup {rank}: {self._primary_failure}" if rank else None
        arrival = Arrival(self._sink, self._clock, self._limits, detour, probation_s=probation_s, admitted=admitted)
        return _Held(rank, arrival, asyncio.create_task(self._pull(rank, arrival)))

    async def _pull(self, rank: int, arrival: Arrival) -> str:
        """Hand on what a source sends; return why it was lost."""
        try:
            await self._puller.pull(self._sources[rank], arrival, urgent=self._sink.urgent)
        except SourceFailure as failure:
            if not rank:
                self._primary_failure = str(failure)
            return str(failure)


async def _ended(task: "asyncio.Task[str] | asyncio.Task[_Held]") -> None:
    task.cancel()
    await asyncio.wait((task,))
