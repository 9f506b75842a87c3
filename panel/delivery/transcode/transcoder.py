"""Takes what a source sends through ffmpeg."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog

from panel.delivery.limits import DeliveryLimits
from panel.delivery.source_failure import SourceFailure
from panel.delivery.transcode.feeding import MadeBody, Readable, feed, made_of
from panel.delivery.transcode.presets import INPUT, OUTPUT, PRESETS
from panel.delivery.transcode.process import Encoder, encoder
from panel.transcoding import TranscodePreset

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Transcoder:
    """What is made of one stream."""

    stream_id: int
    preset: TranscodePreset
    limits: DeliveryLimits

    @asynccontextmanager
    async def open(self, program: str, source: Readable, beginning: bytes) -> AsyncIterator[MadeBody]:
        """Yield what becomes of `beginning` and all that is then read of `source`. Raises SourceFailure."""
        made: Encoder | None = None
        try:
            async with (
                encoder(program, (*INPUT, *PRESETS[self.preset], *OUTPUT)) as made,
                made_of(made, feed(made, source, beginning), self.limits.transcoder_start_s) as body,
            ):
                yield body
        except SourceFailure as failure:
            said = None if made is None else made.complaint
            log.warning("transcoding ended", stream_id=self.stream_id, reason=str(failure), said=said)
            raise
