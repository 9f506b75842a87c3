"""Streams through a real ffmpeg, made of what a real ffmpeg sends."""

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
import uvloop

from panel.catalog import StreamFact
from panel.delivery.hls.programme_clock import ProgrammeClock
from panel.transcoding import TranscodePreset
from tests.fakes.catalog import make_line, make_stream
from tests.fakes.publisher import Publisher
from tests.fakes.web import Web, answering, whole_answer
from tests.panel.delivery.house import QUICK, House, keeping_house, until

PATIENT = replace(QUICK, source_stall_s=8.0, wait_for_source_s=20.0, source_lost_s=20.0)
WITHIN_S = 20.0


@pytest.fixture(scope="module")
def clip(ffmpeg: str, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Forty seconds of 1024x576 with sound."""
    file = tmp_path_factory.mktemp("clip") / "clip.ts"
    command = [ffmpeg, "-v", "error", "-f", "lavfi", "-i", "testsrc=size=1024x576:rate=10", "-f", "lavfi"]
    command += ["-i", "sine=frequency=440:sample_rate=48000", "-t", "40", "-pix_fmt", "yuv420p", "-c:v", "libx264"]
    command += ["-preset", "ultrafast", "-g", "10", "-c:a", "aac", "-b:a", "64k", str(file)]
    subprocess.run(command, check=True)
    return file.read_bytes()


@asynccontextmanager
async def sending(clip: bytes) -> AsyncIterator[Web]:
    async def answer(_path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(whole_answer(clip))

    async with answering(answer) as web:
        yield web


@asynccontextmanager
async def transcoding(source: str, preset: TranscodePreset | None) -> AsyncIterator[House]:
    async with keeping_house([make_line()], [transcoded(source, preset)], PATIENT) as house:
        yield house
    assert encoders() == []


def transcoded(source: str, preset: TranscodePreset | None) -> StreamFact:
    return replace(make_stream(1, source), transcode=preset)


def encoders() -> list[int]:
    """The processes of this one that are or were ffmpeg, the unreaped among them too."""
    return [child.pid for child in psutil.Process().children() if "ffmpeg" in child.name()]


def streams_in(ffmpeg: str, capture: bytes, folder: Path) -> str:
    file = folder / "capture.ts"
    file.write_bytes(capture)
    # Asked for no output it fails, after it has told what there is.
    told = subprocess.run([ffmpeg, "-hide_banner", "-i", str(file)], capture_output=True, text=True, check=False)
    return told.stderr


async def test_a_stream_becomes_480_lines_and_the_process_goes_with_it(
    ffmpeg: str, clip: bytes, tmp_path: Path
) -> None:
    async with sending(clip) as web, transcoding(web.url(), "h264-480p") as house:
        player = await house.watching()
        capture = await player.read(188 * 500)
        assert len(encoders()) == 1
        (line,) = (line for line in streams_in(ffmpeg, capture, tmp_path).splitlines() if "Video:" in line)
        assert re.search(r"h264.* \d+x480[, ]", line)
        assert house.stream_status() == ("online", None)
        await house.gateway.stop_stream(1)
        await until(lambda: not encoders())


async def test_sound_alone_is_left(ffmpeg: str, clip: bytes, tmp_path: Path) -> None:
    async with sending(clip) as web, transcoding(web.url(), "audio") as house:
        player = await house.watching()
        told = streams_in(ffmpeg, await player.read(188 * 200), tmp_path)
        assert "Audio: aac" in told
        assert "Video:" not in told


async def test_viewers_stay_when_the_transcoder_is_killed(clip: bytes) -> None:
    async with sending(clip) as web, transcoding(web.url(), "h264-480p") as house:
        player = await house.watching()
        await player.read(188 * 100)
        (first,) = encoders()
        os.kill(first, signal.SIGKILL)
        await until(lambda: first not in encoders() and bool(encoders()), WITHIN_S)
        await until(lambda: house.stream_status()[0] == "online", WITHIN_S)
        await player.read(188 * 1000)
        assert house.gateway.active_viewers() == 1
        assert house.gateway.board.states()[0].last_error == "the transcoder ended"


async def test_another_preset_is_another_process_and_none_is_none(clip: bytes) -> None:
    async with sending(clip) as web, transcoding(web.url(), "h264-480p") as house:
        player = await house.watching()
        (first,) = encoders()
        house.catalog.change(streams=[transcoded(web.url(), "audio")])
        await until(lambda: len(encoders()) == 1 and first not in encoders(), WITHIN_S)
        house.catalog.change(streams=[transcoded(web.url(), None)])
        await until(lambda: not encoders(), WITHIN_S)
        await until(lambda: house.stream_status()[0] == "online", WITHIN_S)
        await player.read(188 * 100)
        assert len(web.paths) == 3


async def test_a_machine_without_ffmpeg_says_so(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    async with transcoding(publisher.url, "audio") as house:
        assert await house.status("/live/alice/secret/1.ts") == 503
        assert house.stream_status() == ("offline", "ffmpeg is not installed")
        assert publisher.connections_ever == 0


async def test_a_source_that_ffmpeg_makes_nothing_of_is_a_lost_source(publisher: Publisher) -> None:
    async with transcoding(publisher.url, "audio") as house:
        assert await house.status("/live/alice/secret/1.ts") == 503
        assert house.stream_status() == ("offline", "the transcoder ended")


async def test_a_source_faster_than_its_clock_is_held_back(clip: bytes) -> None:
    async with sending(clip * 3) as web, transcoding(web.url(), "audio") as house:
        player = await house.watching()
        capture, clock = await player.watch(3.0), ProgrammeClock()
        for reference in clock.references(capture[: len(capture) // 188 * 188]):
            clock.tick(reference.base)
        assert 2.0 < clock.passed_s < 16.0


def test_the_same_on_the_event_loop_of_production(clip: bytes) -> None:
    async def scenario() -> None:
        async with sending(clip) as web, transcoding(web.url(), "audio") as house:
            player = await house.watching()
            await player.read(188 * 100)
            assert len(encoders()) == 1
            # Leaving the house ends what runs.

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(scenario())
