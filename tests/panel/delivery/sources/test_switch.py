"""The primary is lost and returns while viewers watch."""

import asyncio
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import imageio_ffmpeg

from monitoring.model import StatusChange
from tests.fakes.catalog import make_line, make_stream
from tests.fakes.continuity_check import continuity_errors
from tests.fakes.publisher import Publisher
from tests.panel.delivery.house import QUICK, Player, keeping_house, until

MakePublisher = Callable[[int], Publisher]
RETURNING = replace(QUICK, primary_retry_s=0.3, source_lost_s=5.0)


def counted_by_ffmpeg(capture: bytes, folder: Path) -> int:
    """Return how often ffmpeg misses packets when it looks through a capture."""
    file = folder / "capture.ts"
    file.write_bytes(capture)
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "debug", "-f", "mpegts", "-probesize", "50M", "-i", str(file)]
    # Asked for no output it fails, after it has read the file.
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr.count("Continuity check failed")


async def test_twenty_viewers_go_through_a_loss_and_a_return(make_publisher: MakePublisher, tmp_path: Path) -> None:
    primary, backup = make_publisher(1_600_000), make_publisher(1_600_000)
    streams = [make_stream(1, primary.url, backup.url, on_demand=False)]
    async with keeping_house([make_line()], streams, RETURNING) as house:
        changes: list[tuple[float, StatusChange]] = []
        house.gateway.board.watch(lambda change: changes.append((time.monotonic(), change)))
        players = [await house.watching(agent=f"player/{number}") for number in range(20)]
        captures = [asyncio.create_task(captured(player)) for player in players]
        await asyncio.sleep(1.0)
        stopped_s = time.monotonic()
        primary.stop()
        await until(lambda: house.stream_status()[0] == "degraded", 3.0)
        assert next(at for at, change in changes if at > stopped_s) - stopped_s < 1.0
        assert house.stream_status()[1] in (
            "on backup 1: the source ended",
            "on backup 1: the connection to the source broke",
        )
        primary.start()
        await until(lambda: house.stream_status() == ("online", None), 5.0)
        await until(lambda: backup.connections_now == 0)
        assert primary.connections_now == 1
        await asyncio.sleep(0.5)
        assert house.gateway.active_viewers() == 20
        assert house.gateway.board.states()[0].restarts == 1
        await house.gateway.stop_stream(1)
        bodies = await asyncio.gather(*captures)
    for body in bodies:
        assert len(body) > 500_000
        assert continuity_errors(body) == []
    assert counted_by_ffmpeg(bodies[0], tmp_path) == 0
    assert counted_by_ffmpeg(bodies[0][: 188 * 500] + bodies[0][188 * 555 :], tmp_path) > 0


async def captured(player: Player) -> bytes:
    """Return everything a player gets until its connection is cut."""
    received = bytearray()
    try:
        while True:
            received += await player.read(188)
    except (ConnectionResetError, asyncio.IncompleteReadError):
        return bytes(received)


async def test_a_primary_that_is_not_well_does_not_return(make_publisher: MakePublisher) -> None:
    primary, backup = make_publisher(1_600_000), make_publisher(1_600_000)
    primary.behaviour = "missing"
    limits = replace(RETURNING, primary_retry_s=0.05, healthy_s=1.0)
    async with keeping_house([make_line()], [make_stream(1, primary.url, backup.url)], limits) as house:
        player = await house.watching()
        await until(lambda: primary.connections_ever >= 3)
        primary.behaviour = "stream"
        await until(lambda: primary.connections_now == 1)
        primary.behaviour = "drop"
        await until(lambda: primary.connections_ever >= 6)
        assert len(await player.watch(0.5)) > 50_000
        assert house.stream_status() == ("degraded", "on backup 1: the source answers 404")
        assert backup.connections_ever == 1


async def test_nothing_is_tried_any_more_once_nobody_watches(make_publisher: MakePublisher) -> None:
    primary, backup = make_publisher(1_600_000), make_publisher(1_600_000)
    primary.behaviour = "missing"
    limits = replace(RETURNING, primary_retry_s=0.05)
    async with keeping_house([make_line()], [make_stream(1, primary.url, backup.url)], limits) as house:
        player = await house.watching()
        await player.leave()
        await until(lambda: house.stream_status()[0] == "unknown")
        await until(lambda: backup.connections_now == 0)
        tried = primary.connections_ever
        await asyncio.sleep(0.3)
        assert primary.connections_ever == tried
