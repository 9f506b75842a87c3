"""Pulls one stream from its sources, for as long as it is asked to."""

import asyncio
import random
from collections.abc import Sequence

from monitoring.clock import Clock
from panel.delivery.limits import DeliveryLimits
from panel.delivery.source_failure import SourceFailure
from panel.delivery.sources.arrival import Arrival, Sink
from panel.delivery.sources.pull import Puller
from panel.delivery.transcode.transcoder import Transcoder
from panel.delivery.upstream import Upstream

_JITTER = random.SystemRandom()


class Ingest:
    """Tries the sources in order and stays with the first that works.

    When that is lost the next takes over; while it is a backup, the primary is tried from time to time and returns.
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
            rank = (first_rank + step) % len(self._sources)
            arrival, reason = await (self._stay_on_backup(rank) if rank else self._stay_on_primary())
            if arrival.on_air:
                self._sink.source_interrupted(reason)
            if arrival.lasted_s >= self._limits.healthy_s:
                # The one that was lost comes last now: it may take long to fail again.
                self._first_rank = rank + 1 if arrival.is_backup else 1
                return None
        return reason

    async def _stay_on_primary(self) -> tuple[Arrival, str]:
        arrival = Arrival(self._sink, self._clock, self._limits, None)
        self._primary_failure = await self._pull(0, arrival)
        return arrival, self._primary_failure

    async def _stay_on_backup(self, rank: int) -> tuple[Arrival, str]:
        """Return what viewers got in the end, the backup or the primary, and why it was lost."""
        arrival = Arrival(self._sink, self._clock, self._limits, f"on backup {rank}: {self._primary_failure}")
        holding = asyncio.create_task(self._pull(rank, arrival))
        returning = asyncio.create_task(self._return_to_primary(holding))
        try:
            await asyncio.wait((holding, returning), return_when=asyncio.FIRST_COMPLETED)
            if holding.done() and not holding.cancelled():
                return arrival, holding.result()
            return await returning
        finally:
            holding.cancel()
            returning.cancel()
            await asyncio.wait((holding, returning))

    async def _return_to_primary(self, holding: "asyncio.Task[str]") -> tuple[Arrival, str]:
        """Try the primary until it is good; then end `holding` and stay until the primary is lost."""
        while True:
            await self._clock.sleep(self._limits.primary_retry_s)
            arrival = Arrival(
                self._sink,
                self._clock,
                self._limits,
                None,
                probation_s=self._limits.healthy_s,
                admitted=holding.cancel,
            )
            self._primary_failure = await self._pull(0, arrival)
            if arrival.on_air:
                return arrival, self._primary_failure

    async def _pull(self, rank: int, arrival: Arrival) -> str:
        """Hand on what a source sends; return why it was lost."""
        try:
            await self._puller.pull(self._sources[rank], arrival, urgent=self._sink.urgent)
        except SourceFailure as failure:
            return str(failure)
