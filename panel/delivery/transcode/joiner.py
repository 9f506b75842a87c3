"""Joins a picture and its sound that come apart, without encoding anew."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from panel.delivery.limits import DeliveryLimits
from panel.delivery.source_failure import SourceFailure
from panel.delivery.transcode.feeding import Entry, MadeBody, Readable, feed, made_of
from panel.delivery.transcode.presets import OUTPUT
from panel.delivery.transcode.process import encoder
from panel.delivery.transcode.program import find_ffmpeg

NOT_JOINED = "the source's sound comes apart from its picture, and ffmpeg, which would join them, is not installed"


class _Second:
    """A second input of a process."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer

    async def write(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()

    def finish(self) -> None:
        self._writer.close()

    def abort(self) -> None:
        """Nothing more will be written, and what was not taken is not to be."""
        self._writer.transport.abort()


@asynccontextmanager
async def joined(picture: Readable, sound: Readable, limits: DeliveryLimits) -> AsyncIterator[MadeBody]:
    """Yield both in one transport stream, by their own time stamps. Raises SourceFailure."""
    program = await asyncio.to_thread(find_ffmpeg)
    if program is None:
        raise SourceFailure(NOT_JOINED)
    ours, theirs = socket.socketpair()
    with theirs:
        second = await _second(ours)
        try:
            async with encoder(program, _arguments(theirs.fileno()), (theirs.fileno(),)) as made:
                # Else the process would never hear the end of it.
                theirs.close()
                async with made_of(made, _feed_both(made, picture, second, sound), limits.transcoder_start_s) as body:
                    yield body
        finally:
            second.abort()


async def _second(connection: socket.socket) -> _Second:
    try:
        _, writer = await asyncio.open_connection(sock=connection)
    except (OSError, asyncio.CancelledError):
        connection.close()
        raise
    return _Second(writer)


async def _feed_both(first: Entry, picture: Readable, second: Entry, sound: Readable) -> None:
    """Feed both until they end; raises why either of them is lost, which ends the other."""
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(feed(first, picture))
            tasks.create_task(feed(second, sound))
    except ExceptionGroup as lost:
        raise lost.exceptions[0] from None


def _arguments(sound_file: int) -> tuple[str, ...]:
    return (
        *("-hide_banner", "-nostats", "-loglevel", "error", "-protocol_whitelist", "pipe", "-copyts"),
        *("-analyzeduration", "1000000", "-probesize", "2000000", "-f", "mpegts", "-i", "pipe:0"),
        *("-analyzeduration", "1000000", "-probesize", "2000000", "-f", "mpegts", "-i", f"pipe:{sound_file}"),
        *("-map", "0:v:0", "-map", "1:a", "-c", "copy", *OUTPUT),
    )
