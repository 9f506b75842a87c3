"""Keeps an ffmpeg fed with what sources send, and gives what it makes of that."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Protocol

from panel.delivery.source_failure import SourceFailure
from panel.delivery.transcode.process import Encoder

ENDED = "the transcoder ended"


class Readable(Protocol):
    """A source."""

    async def read(self) -> bytes:
        """Return what came, or nothing at the end. Raises SourceFailure and errors of the HTTP client."""
        ...


class Entry(Protocol):
    """An input of a process."""

    async def write(self, data: bytes) -> None:
        """Return when the process keeps up again. Raises OSError when it is no more."""
        ...

    def finish(self) -> None:
        """Nothing more will be written."""
        ...


class MadeBody:
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


@asynccontextmanager
async def made_of(made: Encoder, feed: Coroutine[object, object, None], start_s: float) -> AsyncIterator[MadeBody]:
    """Yield what the process makes while `feed` runs. Raises SourceFailure where that is nothing for `start_s`."""
    feeding = asyncio.create_task(feed)
    try:
        yield MadeBody(made, feeding, await _first(made, start_s))
    finally:
        feeding.cancel()
        await asyncio.wait((feeding,))
        if not feeding.cancelled():
            # Why the source ended was told by what read of it; nobody else asks for it.
            feeding.exception()


async def _first(made: Encoder, start_s: float) -> bytes:
    try:
        async with asyncio.timeout(start_s):
            return await made.read()
    except TimeoutError:
        raise SourceFailure("the transcoder makes nothing of the source") from None


async def feed(entry: Entry, source: Readable, beginning: bytes = b"") -> None:
    """Write all that comes, no faster than it is taken; raises what reading the source raises."""
    try:
        await _write(entry, beginning)
        while data := await source.read():
            await _write(entry, data)
    finally:
        entry.finish()


async def _write(entry: Entry, data: bytes) -> None:
    try:
        await entry.write(data)
    except OSError:
        raise SourceFailure(ENDED) from None
