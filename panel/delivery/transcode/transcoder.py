"""Takes what a source sends through ffmpeg."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog

from panel.delivery.limits import DeliveryLimits
from panel.delivery.source_failure import SourceFailure
from panel.delivery.sources.body import Body
from panel.delivery.transcode.presets import INPUT, OUTPUT, PRESETS
from panel.delivery.transcode.process import Encoder, encoder
from panel.transcoding import TranscodePreset

ENDED = "the transcoder ended"

log = structlog.get_logger(__name__)


class TranscodedBody:
    """What ffmpeg makes; `peeked` was read of it already."""

    content_type = "video/mp2t"
    held_s = 0.0

    def __init__(self, made: Encoder, feeding: "asyncio.Task[None]", peeked: bytes) -> None:
        self._made = made
        self._feeding = feeding
        self._peeked = peeked

    async def read(self) -> bytes:
        peeked, self._peeked = self._peeked, b""
        if data := peeked or await self._made.read():
            return data
        if not self._feeding.done():
            raise SourceFailure(ENDED)
        self._feeding.result()
        return b""


@dataclass(frozen=True, slots=True)
class Transcoder:
    """What is made of one stream."""

    stream_id: int
    preset: TranscodePreset
    limits: DeliveryLimits

    @asynccontextmanager
    async def open(self, program: str, source: Body, beginning: bytes) -> AsyncIterator[Body]:
        """Yield what becomes of `beginning` and all that is then read of `source`. Raises SourceFailure."""
        made: Encoder | None = None
        try:
            async with (
                encoder(program, (*INPUT, *PRESETS[self.preset], *OUTPUT)) as made,
                _feeding(made, source, beginning) as feeding,
            ):
                yield TranscodedBody(made, feeding, await self._first(made))
        except SourceFailure as failure:
            said = None if made is None else made.complaint
            log.warning("transcoding ended", stream_id=self.stream_id, reason=str(failure), said=said)
            raise

    async def _first(self, made: Encoder) -> bytes:
        try:
            async with asyncio.timeout(self.limits.transcoder_start_s):
                return await made.read()
        except TimeoutError:
            raise SourceFailure("the transcoder makes nothing of the source") from None


@asynccontextmanager
async def _feeding(made: Encoder, source: Body, beginning: bytes) -> AsyncIterator["asyncio.Task[None]"]:
    feeding = asyncio.create_task(_feed(made, source, beginning))
    try:
        yield feeding
    finally:
        feeding.cancel()
        await asyncio.wait((feeding,))
        if not feeding.cancelled():
            # Why the source ended was told by what read of it; nobody else asks for it.
            feeding.exception()


async def _feed(made: Encoder, source: Body, beginning: bytes) -> None:
    """Write all that comes, no faster than it is taken; raises what reading the source raises."""
    try:
        await _write(made, beginning)
        while data := await source.read():
            await _write(made, data)
    finally:
        made.finish()


async def _write(made: Encoder, data: bytes) -> None:
    try:
        await made.write(data)
    except OSError:
        raise SourceFailure(ENDED) from None
