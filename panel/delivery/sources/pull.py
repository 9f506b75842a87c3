"""One connection to one source: proven to be a transport stream, then handed on in chunks until it is lost."""

import asyncio
from typing import NoReturn, Protocol

import aiohttp

from monitoring.clock import Clock
from panel.delivery.limits import DeliveryLimits
from panel.delivery.packer import Packer
from panel.delivery.source_failure import SourceFailure, failure_of, wrong_content
from panel.delivery.sources.body import PROOF_LIMIT_BYTES, Body, CountedBody, ExaminedBody, Sources
from panel.delivery.sources.real_time import RealTime
from panel.delivery.transcode.program import require_ffmpeg
from panel.delivery.transcode.transcoder import Transcoder
from panel.delivery.transport_stream import PROOF_BYTES, Aligner
from panel.delivery.upstream import Upstream

BEGINNING_BYTES = 1024


class Taker(Protocol):
    """Whom a source is for."""

    def proven(self, response_ms: float) -> None:
        """The source sends MPEG-TS, and its first bytes came so long after it was asked; chunks follow."""
        ...

    def received(self, size_bytes: int) -> None: ...

    def chunk(self, chunk: bytes) -> None: ...

    def original(self, chunk: bytes) -> None:
        """The source sent this, and chunks are made of it."""
        ...


class Puller:
    """Knows how sources are pulled."""

    def __init__(
        self, upstream: Upstream, clock: Clock, limits: DeliveryLimits, transcoder: Transcoder | None = None
    ) -> None:
        self._sources = Sources(upstream, clock, limits)
        self._clock = clock
        self._limits = limits
        self._transcoder = transcoder

    async def pull(self, source: str, taker: Taker, *, urgent: bool) -> NoReturn:
        """Hand on what the source sends until it is lost: raises SourceFailure."""
        program = None if self._transcoder is None else await require_ffmpeg()
        asked_s = self._clock.monotonic_s()
        async with self._sources.open(source, urgent=urgent) as opened:
            body, aligner = CountedBody(opened, taker.received), Aligner()
            await self._prove(body, aligner)
            response_ms = (self._clock.monotonic_s() - asked_s) * 1000
            if self._transcoder is None or program is None:
                taker.proven(response_ms)
                await self._receive(body, aligner, taker)
            else:
                beginning = aligner.take_all()
                original = ExaminedBody(body, beginning, self._limits.chunk_bytes, taker.original)
                async with self._transcoder.open(program, original, beginning) as made:
                    taker.proven(response_ms)
                    await self._receive(made, Aligner(), taker)
        raise SourceFailure("the source ended")

    async def look(self, source: str) -> float:
        """Return after how many milliseconds the source sent MPEG-TS, and let go of it. Raises SourceFailure."""
        asked_s = self._clock.monotonic_s()
        async with self._sources.open(source, urgent=True) as body:
            await self._prove(body, Aligner())
            return (self._clock.monotonic_s() - asked_s) * 1000

    async def _prove(self, body: Body, aligner: Aligner) -> None:
        beginning = b""
        received_bytes = 0
        try:
            async with asyncio.timeout(self._limits.first_byte_s):
                while not aligner.in_sync and received_bytes < PROOF_LIMIT_BYTES:
                    data = await body.read()
                    if not data:
                        break
                    beginning = (beginning + data)[:BEGINNING_BYTES]
                    received_bytes += len(data)
                    aligner.feed(data)
        except TimeoutError:
            if received_bytes >= PROOF_BYTES:
                raise wrong_content(beginning, body.content_type) from None
            raise SourceFailure("the source sends nothing") from None
        except (aiohttp.ClientError, OSError) as error:
            raise failure_of(error) from None
        if not aligner.in_sync:
            raise wrong_content(beginning, body.content_type)

    async def _receive(self, body: Body, aligner: Aligner, taker: Taker) -> None:
        """Hand on what comes until the source ends; raises SourceFailure where it breaks or stalls."""
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        stall_s = self._limits.source_stall_s
        real_time = RealTime(self._clock)
        try:
            async with asyncio.timeout(stall_s) as deadline:

                def give(chunk: bytes) -> None:
                    # A chunk's timer may come between the request to end and the end.
                    if task is None or not task.cancelling():
                        deadline.reschedule(max(deadline.when() or 0.0, loop.time() + stall_s))
                        real_time.received(chunk)
                        taker.chunk(chunk)

                packer = Packer(aligner, self._limits, give)
                try:
                    packer.feed(b"")
                    while data := await body.read():
                        packer.feed(data, body.held_s)
                        if hold_s := real_time.hold_s():
                            deadline.reschedule(loop.time() + stall_s + hold_s)
                            await self._clock.sleep(hold_s)
                finally:
                    packer.close()
        except TimeoutError:
            sent = "nothing" if aligner.in_sync or not len(aligner) else "no MPEG-TS"
            raise SourceFailure(f"the source sent {sent} for {stall_s:g} s") from None
        except (aiohttp.ClientError, OSError) as error:
            raise failure_of(error) from None
