"""HLS sources whose sound comes apart from their picture."""

import asyncio
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import uvloop

from panel.delivery.transcode.joiner import NOT_JOINED
from tests.fakes.catalog import make_line, make_stream
from tests.fakes.continuity_check import continuity_errors
from tests.fakes.publisher import Publisher
from tests.fakes.web import Web, answering, whole_answer
from tests.panel.delivery.house import QUICK, House, keeping_house, until
from tests.panel.delivery.transcode.test_transcoding import encoders, streams_in

PATIENT = replace(QUICK, source_stall_s=8.0, wait_for_source_s=20.0, source_lost_s=20.0)
MASTER = """#EXTM3U
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="English",DEFAULT=YES,URI="sound.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=100000,CODECS="avc1.42c00c,mp4a.40.2",AUDIO="sound"
picture.m3u8
"""


@pytest.fixture(scope="module")
def folder(ffmpeg: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty seconds of picture in one playlist and sound in another, of one master playlist."""
    made = tmp_path_factory.mktemp("apart")
    hls = ("-f", "hls", "-hls_time", "2", "-hls_list_size", "0", "-t", "20")
    command = [ffmpeg, "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=10", "-f", "lavfi"]
    command += ["-i", "sine=frequency=440:sample_rate=48000", "-map", "0:v", "-pix_fmt", "yuv420p", "-c:v", "libx264"]
    command += ["-preset", "ultrafast", "-g", "10", *hls, str(made / "picture.m3u8")]
    command += ["-map", "1:a", "-c:a", "aac", "-b:a", "64k", *hls, str(made / "sound.m3u8")]
    subprocess.run(command, check=True)
    (made / "master.m3u8").write_text(MASTER)
    (made / "late.m3u8").write_text(MASTER.replace("sound.m3u8", "late_sound.m3u8"))
    listed = (made / "sound.m3u8").read_text()
    (made / "late_sound.m3u8").write_text(re.sub(r"#EXTINF:[^\n]+\nsound0.ts\n", "", listed))
    return made


@asynccontextmanager
async def site(folder: Path, missing: str = "nothing") -> AsyncIterator[Web]:
    async def answer(path: str, writer: asyncio.StreamWriter) -> None:
        if re.fullmatch(missing, path):
            writer.write(whole_answer(b"", status="404 Gone"))
        else:
            writer.write(whole_answer((folder / path.strip("/")).read_bytes()))

    async with answering(answer) as web:
        yield web


@asynccontextmanager
async def watching(source: str, *backups: str) -> AsyncIterator[House]:
    async with keeping_house([make_line()], [make_stream(1, source, *backups)], PATIENT) as house:
        yield house
    assert encoders() == []


def starts_s(told: str) -> list[float]:
    """When each stream of a capture begins, as ffmpeg tells it at length."""
    return [float(found) for found in re.findall(r"^  Stream.*start ([0-9.]+)", told, re.MULTILINE)]


async def play(ffmpeg: str, folder: Path, tmp_path: Path, master: str = "master", earliest_s: float = 1.3) -> None:
    async with site(folder) as web, watching(web.url(f"/{master}.m3u8")) as house:
        player = await house.watching()
        capture = await player.read(188 * 700)
        assert continuity_errors(capture) == []
        told = streams_in(ffmpeg, capture, tmp_path)
        assert "Video: h264" in told
        assert "Audio: aac" in told
        picture_s, sound_s = starts_s(told)
        assert abs(sound_s - picture_s) < 0.5
        assert sound_s >= earliest_s
        assert house.stream_status() == ("online", None)
        assert len(encoders()) == 1
        await house.gateway.stop_stream(1)
        await until(lambda: not encoders())


async def test_picture_and_sound_are_joined_by_their_time(ffmpeg: str, folder: Path, tmp_path: Path) -> None:
    await play(ffmpeg, folder, tmp_path)


async def test_sound_that_begins_later_keeps_its_time(ffmpeg: str, folder: Path, tmp_path: Path) -> None:
    await play(ffmpeg, folder, tmp_path, "late", 3.3)


def test_the_same_on_the_event_loop_of_production(ffmpeg: str, folder: Path, tmp_path: Path) -> None:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(play(ffmpeg, folder, tmp_path))


@pytest.mark.parametrize("missing", [r"/sound\.m3u8", r"/picture\.m3u8", r"/picture\d+\.ts", r"/sound\d+\.ts"])
async def test_a_half_that_is_missing_is_a_source_that_is_lost(
    folder: Path, publisher: Publisher, missing: str
) -> None:
    async with site(folder, missing) as web, watching(web.url("/master.m3u8"), publisher.url) as house:
        await house.watching()
        assert house.stream_status() == ("degraded", "on backup 1: the source answers 404")


async def test_without_ffmpeg_it_is_refused_and_says_why(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    async with site(folder) as web, watching(web.url("/master.m3u8")) as house:
        assert await house.status("/live/alice/secret/1.ts") == 503
        assert house.stream_status() == ("offline", NOT_JOINED)
