"""Sources that are not HTTP, sent by a real ffmpeg and pulled by one."""

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from panel.delivery.limits import DeliveryLimits
from tests.fakes.catalog import make_line, make_stream
from tests.fakes.continuity_check import continuity_errors
from tests.fakes.publisher import Publisher
from tests.fakes.rtsp_camera import camera
from tests.panel.delivery.house import QUICK, House, keeping_house, until

PATIENT = replace(QUICK, source_stall_s=4.0, wait_for_source_s=20.0, source_lost_s=20.0)
WITHIN_S = 20.0
PATH = "/live/alice/secret/1.ts"
CLIP = (
    *("-re", "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=25", "-f", "lavfi", "-i", "sine=frequency=440"),
    *("-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-pix_fmt", "yuv420p", "-c:a", "aac"),
)


def free_port(kind: socket.SocketKind) -> int:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def sending(ffmpeg: str, *output: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run an encoder that sends a test picture and sound for as long as it is not killed."""
    process = await asyncio.create_subprocess_exec(
        *(ffmpeg, "-v", "quiet", *CLIP, *output), stdin=asyncio.subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def receivers() -> list[psutil.Process]:
    """The processes that pull, the unreaped among them too."""
    found = []
    for child in psutil.Process().children():
        arguments = [] if child.status() == psutil.STATUS_ZOMBIE else child.cmdline()
        if "concat" in arguments or not arguments:
            found.append(child)
    return found


@asynccontextmanager
async def pulling(source: str, limits: DeliveryLimits = PATIENT) -> AsyncIterator[House]:
    async with keeping_house([make_line()], [make_stream(1, source)], limits) as house:
        yield house
    assert receivers() == []


def what_is_in(ffmpeg_says: bytes) -> set[str]:
    return {kind for kind in ("Video: h264", "Audio: aac") if kind.encode() in ffmpeg_says}


async def probed(ffmpeg: str, capture: bytes, folder: Path) -> set[str]:
    """Return the kinds of what ffmpeg finds in a capture."""
    file = folder / "capture.ts"
    file.write_bytes(capture)
    process = await asyncio.create_subprocess_exec(
        *(ffmpeg, "-hide_banner", "-i", str(file)), stderr=asyncio.subprocess.PIPE
    )
    _, told = await process.communicate()
    return what_is_in(told)


async def test_a_multicast_or_any_other_stream_over_udp(ffmpeg: str, tmp_path: Path) -> None:
    source = f"udp://127.0.0.1:{free_port(socket.SOCK_DGRAM)}"
    async with sending(ffmpeg, "-f", "mpegts", f"{source}?pkt_size=1316"), pulling(source) as house:
        player = await house.watching()
        capture = await player.read(188 * 600)
        assert continuity_errors(capture) == []
        assert await probed(ffmpeg, capture, tmp_path) == {"Video: h264", "Audio: aac"}
        assert house.stream_status() == ("online", None)
        await house.gateway.stop_stream(1)
        await until(lambda: not receivers())


async def test_an_rtmp_server_and_its_end(ffmpeg: str, tmp_path: Path) -> None:
    source = f"rtmp://127.0.0.1:{free_port(socket.SOCK_STREAM)}/live/canary"
    async with sending(ffmpeg, "-f", "flv", "-listen", "1", source) as server, pulling(source) as house:
        player = await house.watching()
        assert await probed(ffmpeg, await player.read(188 * 600), tmp_path) == {"Video: h264", "Audio: aac"}
        (receiver,) = receivers()
        # Keys of streams are part of their addresses.
        assert not any("canary" in word or "127.0.0.1" in word for word in receiver.cmdline())
        server.kill()
        await until(lambda: house.stream_status() == ("offline", "the source refuses connections"), WITHIN_S)


async def test_an_srt_server_with_a_passphrase(ffmpeg: str) -> None:
    source = f"srt://127.0.0.1:{free_port(socket.SOCK_DGRAM)}?passphrase=canary-it's-secret"
    async with sending(ffmpeg, "-f", "mpegts", f"{source}&mode=listener"), pulling(source) as house:
        player = await house.watching()
        assert continuity_errors(await player.read(188 * 600)) == []
        (receiver,) = receivers()
        assert not any("canary" in word for word in receiver.cmdline())


async def test_a_camera_over_rtsp(ffmpeg: str) -> None:
    clip = await made(ffmpeg)
    async with camera(clip, len(clip) * 8 // 4) as one, pulling(one.url) as house:
        player = await house.watching()
        await player.read(188 * 300)
        assert one.asked[-1] == "PLAY"
        assert house.stream_status() == ("online", None)


async def test_a_camera_may_lead_elsewhere_which_is_why_it_has_to_be_allowed(ffmpeg: str) -> None:
    clip = await made(ffmpeg)
    async with camera(clip, len(clip) * 8 // 4) as one, camera(clip, len(clip) * 8 // 4) as other:
        one.elsewhere = other.url
        async with pulling(one.url) as house:
            await house.watching()
            assert "PLAY" not in one.asked
            assert other.asked[-1] == "PLAY"


async def made(ffmpeg: str) -> bytes:
    """Return four seconds of the clip."""
    process = await asyncio.create_subprocess_exec(
        *(ffmpeg, "-v", "quiet", *CLIP[1:], "-t", "4", "-f", "mpegts", "-"), stdout=asyncio.subprocess.PIPE
    )
    clip, _ = await process.communicate()
    return clip


async def test_a_receiver_that_is_killed_is_started_again_and_viewers_stay(ffmpeg: str) -> None:
    source = f"udp://127.0.0.1:{free_port(socket.SOCK_DGRAM)}"
    async with sending(ffmpeg, "-f", "mpegts", f"{source}?pkt_size=1316"), pulling(source) as house:
        player = await house.watching()
        (first,) = receivers()
        os.kill(first.pid, signal.SIGKILL)
        await until(lambda: house.gateway.board.states()[0].last_error == "the source ended", WITHIN_S)
        await until(lambda: any(process.pid != first.pid for process in receivers()), WITHIN_S)
        await player.read(188 * 1000)
        assert house.gateway.active_viewers() == 1


async def test_a_restart_finds_the_port_free_again(ffmpeg: str) -> None:
    source = f"udp://127.0.0.1:{free_port(socket.SOCK_DGRAM)}"
    async with sending(ffmpeg, "-f", "mpegts", f"{source}?pkt_size=1316"), pulling(source) as house:
        player = await house.watching()
        told: list[tuple[str, str | None]] = []
        house.gateway.board.watch(lambda change: told.append((change.state.status, change.state.reason)))
        await house.gateway.restart_stream(1)
        await until(lambda: ("online", None) in told, WITHIN_S)
        assert [status for status, _ in told] == ["starting", "online"]
        await player.read(188 * 300)


async def test_two_streams_cannot_have_one_port(ffmpeg: str) -> None:
    source = f"udp://127.0.0.1:{free_port(socket.SOCK_DGRAM)}"
    streams = [make_stream(1, source), make_stream(2, source)]
    async with (
        sending(ffmpeg, "-f", "mpegts", f"{source}?pkt_size=1316"),
        keeping_house([make_line(max_connections=0)], streams, PATIENT) as house,
    ):
        await house.watching()
        assert await house.status("/live/alice/secret/2.ts") == 503
        assert house.stream_status(2) == ("offline", "another stream has the source's port")
        assert house.stream_status(1)[0] == "online"


async def test_a_sender_that_falls_silent_is_lost(ffmpeg: str, publisher: Publisher) -> None:
    source = f"udp://127.0.0.1:{free_port(socket.SOCK_DGRAM)}"
    stream = make_stream(1, source, publisher.url)
    async with (
        sending(ffmpeg, "-f", "mpegts", f"{source}?pkt_size=1316") as sender,
        keeping_house([make_line()], [stream], replace(PATIENT, source_stall_s=1.0)) as house,
    ):
        await house.watching()
        sender.kill()
        lost = ("degraded", "on backup 1: the source sent nothing for 1 s")
        await until(lambda: house.stream_status() == lost, WITHIN_S)
        await until(lambda: not receivers())


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("rtmp://127.0.0.1:{tcp}/live/key", "the source refuses connections"),
        ("rtsp://127.0.0.1:{tcp}/camera", "the source refuses connections"),
        ("srt://127.0.0.1:{tcp}", "the source cannot be reached"),
    ],
)
async def test_nobody_there_is_offline_and_says_why(source: str, reason: str) -> None:
    async with pulling(source.format(tcp=free_port(socket.SOCK_STREAM))) as house:
        assert await house.status(PATH) == 503
        assert house.stream_status() == ("offline", reason)


async def test_nothing_that_comes_is_offline_and_says_why() -> None:
    source = f"udp://127.0.0.1:{free_port(socket.SOCK_DGRAM)}"
    async with pulling(source, replace(PATIENT, transcoder_start_s=0.5)) as house:
        assert await house.status(PATH) == 503
        assert house.stream_status() == ("offline", "the source sends nothing")


async def test_what_is_received_can_be_transcoded(ffmpeg: str, tmp_path: Path) -> None:
    source = f"udp://127.0.0.1:{free_port(socket.SOCK_DGRAM)}"
    stream = replace(make_stream(1, source), transcode="audio")
    async with (
        sending(ffmpeg, "-f", "mpegts", f"{source}?pkt_size=1316"),
        keeping_house([make_line()], [stream], PATIENT) as house,
    ):
        player = await house.watching()
        assert await probed(ffmpeg, await player.read(188 * 150), tmp_path) == {"Audio: aac"}


@pytest.mark.parametrize(
    "source", ["udp://127.0.0.1:9", "rtsp://93.184.215.14/camera", "rtmp://127.1/live/key", "srt://localhost:9"]
)
async def test_private_ones_are_refused_unless_allowed(source: str) -> None:
    async with keeping_house([make_line()], [make_stream(1, source)], PATIENT, allow_private=False) as house:
        assert await house.status(PATH) == 503
        assert house.stream_status() == ("offline", "the source's address is private, which is not allowed here")
