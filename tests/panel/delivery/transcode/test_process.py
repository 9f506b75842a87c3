"""Processes that do not do as they are told."""

import asyncio
import sys
import time

import psutil
import pytest

from panel.delivery.source_failure import SourceFailure
from panel.delivery.transcode.process import Encoder, encoder

DEAF = "import signal,time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('on', flush=True); time.sleep(60)"
IDLE = "import time; time.sleep(60)"
COMPLAINING = "import sys; sys.stderr.write('x' * 99999 + '\\nhttp://u:canary@h.example/a: bad data\\n')"


def children() -> list[int]:
    return [child.pid for child in psutil.Process().children() if child.name().startswith("python")]


async def test_one_that_is_deaf_is_ended_by_force() -> None:
    before = children()
    async with encoder(sys.executable, ("-c", DEAF)) as made:
        assert await made.read() == b"on\n"
        asked_s = time.monotonic()
    assert 2.0 <= time.monotonic() - asked_s < 5.0
    assert children() == before


async def test_a_second_cancellation_does_not_leave_it_behind() -> None:
    before, ready = children(), asyncio.Event()

    async def hold() -> None:
        async with encoder(sys.executable, ("-c", DEAF)) as made:
            await made.read()
            ready.set()
            await asyncio.Event().wait()

    holding = asyncio.create_task(hold())
    await ready.wait()
    holding.cancel()
    await asyncio.sleep(0.1)
    asked_s = time.monotonic()
    holding.cancel()
    await asyncio.wait((holding,))
    assert holding.cancelled()
    assert time.monotonic() - asked_s < 1.5
    assert children() == before


async def test_one_that_takes_nothing_holds_its_writer_up() -> None:
    written_bytes = 0

    async def write(made: Encoder) -> None:
        nonlocal written_bytes
        while written_bytes < 64_000_000:
            await made.write(bytes(64 * 1024))
            written_bytes += 64 * 1024

    async with encoder(sys.executable, ("-c", IDLE)) as made:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(write(made), 0.3)
    assert written_bytes < 1_000_000


async def test_its_last_words_are_short_and_name_no_address() -> None:
    async with encoder(sys.executable, ("-c", COMPLAINING)) as made:
        assert await made.read() == b""
    assert made.complaint == "[address] bad data"


async def test_one_that_cannot_be_started_is_a_lost_source() -> None:
    with pytest.raises(SourceFailure, match="the transcoder cannot be started"):
        async with encoder("/nonexistent/ffmpeg", ()):
            pass
