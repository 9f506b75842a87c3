"""A real player, and a real source that is interrupted while it plays."""

import asyncio
import re
import subprocess
from pathlib import Path

from panel.demo.channels import CHANNELS
from panel.demo.publisher import publishing
from tests.fakes.catalog import make_line, make_stream
from tests.fakes.publisher import Publisher
from tests.panel.delivery.hls.players import MASTER, fetch, playing
from tests.panel.delivery.house import keeping_house, until

WATCHED_S = 7


def encode(ffmpeg: str, file: Path) -> None:
    """Write five seconds of picture and sound with a key frame each second."""
    picture, sound = "testsrc2=size=160x90:rate=25:duration=5", "sine=frequency=440:duration=5"
    codecs = ("-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-c:a", "aac")
    command = [ffmpeg, "-v", "error", "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound, *codecs, str(file)]
    subprocess.run(command, check=True)


async def test_ffmpeg_plays_without_a_word_and_is_one_connection(ffmpeg: str, tmp_path: Path) -> None:
    await asyncio.to_thread(encode, ffmpeg, tmp_path / CHANNELS[0].file_name)
    async with publishing(tmp_path) as site, keeping_house([make_line()], [make_stream(1, f"{site}/0.ts")]) as house:
        player = await asyncio.create_subprocess_exec(
            *(ffmpeg, "-v", "warning", "-i", f"http://127.0.0.1:{house.port}{MASTER}"),
            *("-t", str(WATCHED_S), "-f", "null", "-"),
            stdin=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        async with asyncio.timeout(60):
            _, said = await player.communicate()
        assert (player.returncode, said.decode()) == (0, "")
        (identity,) = house.book.begun
        assert identity.protocol == "hls"
        assert identity.user_agent is not None
        assert identity.user_agent.startswith("Lavf/")


async def test_an_interruption_is_told_and_players_go_on_with_the_same_token(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        child, before = await playing(house)
        publisher.behaviour = "drop"
        await until(lambda: publisher.connections_now == 0)
        publisher.behaviour = "stream"
        async with asyncio.timeout(10):
            while "#EXT-X-DISCONTINUITY\n" not in (playlist := (await fetch(house, child)).text):
                await asyncio.sleep(0.2)
        numbers = [int(number) for number in re.findall(r"^live/(\d+)\.ts$", playlist, re.MULTILINE)]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        assert f"/{numbers[0]}.ts" in before[0]
        assert house.gateway.active_viewers() == 1
        assert len(house.book.begun) == 1
