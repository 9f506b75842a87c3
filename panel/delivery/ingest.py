"""Pulls one stream from its sources, for as long as it is asked to."""

import asyncio
import random
from collections.abc import Sequence
from typing import Protocol

import aiohttp

from monitoring.clock import Clock
from panel.delivery.limits import DeliveryLimits
from panel.delivery.packer import Packer
from panel.delivery.source_failure import SourceFailure, failure_of, wrong_content
from panel.delivery.transport_stream import PROOF_BYTES, Aligner
from panel.delivery.upstream import Upstream

# So much without five packets in a row is no transport stream.
PROOF_LIMIT_BYTES = 64 * 1024
BEGINNING_BYTES = 64

_JITTER = random.SystemRandom()


class Sink(Protocol):
    """Whom an ingest tells what happens."""

    @property
    def urgent(self) -> bool:
        """Whether somebody waits for this source."""
        ...

    def source_proven(self, response_ms: float) -> None:
        """The source sends MPEG-TS, and its first bytes came so long after it was asked; chunks follow."""
        ...

    def source_received(self, size_bytes: int) -> None: ...

    def source_chunk(self, chunk: bytes) -> None: ...

    def source_interrupted(self, reason: str) -> None:
        """A source that was proven is lost; the next is tried at once."""
        ...

    def source_failed(self, reason: str) -> None:
        """None of the sources can be had now; they are tried again later."""
        ...


class Ingest:
    """Tries the sources in order, stays with the first that works and begins anew when that is lost."""

    def __init__(
        self, sources: Sequence[str], upstream: Upstream, sink: Sink, clock: Clock, limits: DeliveryLimits
    ) -> None:
        self._sources = sources
        self._upstream = upstream
        self._sink = sink
        self._clock = clock
        self._limits = limits
        self._online_s: float | None = None

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
        for source in self._sources:
            self._online_s = None
            try:
                await self._pull(source)
            except SourceFailure as failure:
                reason = str(failure)
            if self._lasted_s() >= self._limits.healthy_s:
                return None
        return reason

    def _lasted_s(self) -> float:
        return 0.0 if self._online_s is None else self._clock.monotonic_s() - self._online_s

    async def _pull(self, source: str) -> None:
        asked_s = self._clock.monotonic_s()
        async with self._upstream.open(source, urgent=self._sink.urgent) as response:
            aligner = Aligner()
            await self._prove(response, aligner)
            self._online_s = self._clock.monotonic_s()
            self._sink.source_proven((self._online_s - asked_s) * 1000)
            try:
                await self._receive(response.content, aligner)
            except SourceFailure as failure:
                self._sink.source_interrupted(str(failure))
                raise

    async def _prove(self, response: aiohttp.ClientResponse, aligner: Aligner) -> None:
        beginning = b""
        received_bytes = 0
        try:
            async with asyncio.timeout(self._limits.first_byte_s):
                while not aligner.in_sync and received_bytes < PROOF_LIMIT_BYTES:
                    data = await response.content.readany()
                    if not data:
                        break
                    beginning = (beginning + data)[:BEGINNING_BYTES]
                    received_bytes += len(data)
                    self._sink.source_received(len(data))
                    aligner.feed(data)
        except TimeoutError:
            if received_bytes >= PROOF_BYTES:
                raise wrong_content(beginning, response.content_type) from None
            raise SourceFailure("the source sends nothing") from None
        except (aiohttp.ClientError, OSError) as error:
            raise failure_of(error) from None
        if not aligner.in_sync:
            raise wrong_content(beginning, response.content_type)

    async def _receive(self, content: aiohttp.StreamReader, aligner: Aligner) -> None:
        """Hand on what comes until the source ends or stalls; always raises SourceFailure in the end."""
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        stall_s = self._limits.source_stall_s
        try:
            async with asyncio.timeout(stall_s) as deadline:

                def give(chunk: bytes) -> None:
                    # A chunk's timer may come between the request to end and the end.
                    if task is None or not task.cancelling():
                        deadline.reschedule(loop.time() + stall_s)
                        self._sink.source_chunk(chunk)

                packer = Packer(aligner, self._limits, give)
                try:
                    packer.feed(b"")
                    while data := await content.readany():
                        self._sink.source_received(len(data))
                        packer.feed(data)
                finally:
                    packer.close()
        except TimeoutError:
            raise SourceFailure(f"the source sent nothing for {stall_s:g} s") from None
        except (aiohttp.ClientError, OSError) as error:
            raise failure_of(error) from None
        raise SourceFailure("the source ended")
