"""Playlists on either side of a transcoder, and the larger of the two pictures."""

import asyncio
import re
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.fakes.continuity_check import continuity_errors
from tests.fakes.web import Web, answering, whole_answer
from tests.panel.delivery.hls.players import fetch, playing
from tests.panel.delivery.house import until
from tests.panel.delivery.transcode.test_transcoding import WITHIN_S, encoders, streams_in, transcoding


def encode(ffmpeg: str, size: str, duration_s: int, *output: str) -> None:
    """Write a test picture with sound and a key frame each second."""
    command = [ffmpeg, "-v", "error", "-f", "lavfi", "-i", f"testsrc=size={size}:rate=5", "-f", "lavfi"]
    command += ["-i", "sine=frequency=440:sample_rate=48000", "-t", str(duration_s), "-pix_fmt", "yuv420p"]
    command += ["-c:v", "libx264", "-preset", "ultrafast", "-g", "5", "-c:a", "aac", "-b:a", "64k", *output]
    subprocess.run(command, check=True)


@asynccontextmanager
async def site(folder: Path) -> AsyncIterator[Web]:
    async def answer(path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(whole_answer((folder / path.strip("/")).read_bytes()))

    async with answering(answer) as web:
        yield web


def height_of(told: str) -> int:
    found = re.search(r"Video: h264.* \d+x(\d+)[, ]", told)
    assert found is not None, told
    return int(found[1])


@pytest.mark.parametrize(("size", "height"), [("1600x900", 720), ("320x180", 180)])
async def test_720_lines_are_the_most(ffmpeg: str, tmp_path: Path, size: str, height: int) -> None:
    encode(ffmpeg, size, 20, str(tmp_path / "clip.ts"))
    async with site(tmp_path) as web, transcoding(web.url("/clip.ts"), "h264-720p") as house:
        player = await house.watching()
        capture = await player.read(188 * 400)
        told = streams_in(ffmpeg, capture, tmp_path)
        assert height_of(told) == height
        assert "Audio: aac" in told
        assert continuity_errors(capture) == []


async def test_an_hls_source_is_transcoded(ffmpeg: str, tmp_path: Path) -> None:
    encode(ffmpeg, "320x240", 20, "-f", "hls", "-hls_time", "2", "-hls_list_size", "0", str(tmp_path / "a.m3u8"))
    (tmp_path / "master.m3u8").write_text("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\na.m3u8\n")
    async with site(tmp_path) as web, transcoding(web.url("/master.m3u8"), "audio") as house:
        player = await house.watching()
        capture = await player.read(188 * 150)
        told = streams_in(ffmpeg, capture, tmp_path)
        assert "Audio: aac" in told
        assert "Video:" not in told
        assert continuity_errors(capture) == []
        assert len(encoders()) == 1


async def test_a_transcoded_stream_is_cut_into_segments_that_play_alone(ffmpeg: str, tmp_path: Path) -> None:
    encode(ffmpeg, "960x540", 40, str(tmp_path / "clip.ts"))
    async with site(tmp_path) as web, transcoding(web.url("/clip.ts"), "h264-480p") as house:
        child, listed = await playing(house)
        for number, path in enumerate(listed[:2]):
            (tmp_path / "capture.ts").write_bytes(segment := (await fetch(house, path)).body)
            assert height_of(streams_in(ffmpeg, segment, tmp_path)) == 480
            played = subprocess.run(
                [ffmpeg, "-v", "error", "-i", str(tmp_path / "capture.ts"), "-f", "null", "-"],
                capture_output=True,
                check=True,
            )
            assert played.stderr == b"", number
        durations = re.findall(r"#EXTINF:([0-9.]+)", (await fetch(house, child)).text)
        # Key frames come every 2 s, and segments aim at 4 s.
        assert all(1.9 < float(duration) < 6.1 for duration in durations)
        assert house.gateway.active_viewers() == 1
        await house.gateway.stop_stream(1)
        await until(lambda: not encoders(), WITHIN_S)
