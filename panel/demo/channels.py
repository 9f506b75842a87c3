"""The demo's channels: test patterns encoded once with ffmpeg, then published for ever as real MPEG-TS."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from panel.delivery.transcode.program import packaged_ffmpeg

LOOP_DURATION_S = 12
FRAME_RATE = 25


@dataclass(frozen=True, slots=True)
class Channel:
    """One demo channel: its name, its category and the ffmpeg pattern (libavfilter source) that it shows."""

    name: str
    category: str
    pattern: str
    tone_hz: int
    video_kbps: int

    @property
    def file_name(self) -> str:
        return self.name.lower().replace(" ", "-") + ".ts"


CHANNELS: Sequence[Channel] = (
    Channel("News 24", "News", "testsrc2=size=640x360:rate=25", 440, 1400),
    Channel("Sport One", "Sport", "mandelbrot=size=640x360:rate=25:maxiter=500", 523, 2200),
    Channel("Cinema Gold", "Films", "smptehdbars=size=640x360:rate=25", 330, 900),
    Channel("Kids Planet", "Family", "life=size=640x360:rate=25:mold=10:ratio=0.1:death_color=#204060", 659, 1100),
    Channel("Music Box", "Music", "rgbtestsrc=size=640x360:rate=25", 784, 600),
)


def ffmpeg_path() -> str:
    """Return the ffmpeg that came with the installation; RuntimeError says what to install when there is none."""
    found = packaged_ffmpeg()
    if found is None:
        raise RuntimeError("the demo needs its own packages: install panel[demo]")
    return found


def _encode_arguments(channel: Channel, target: Path) -> Iterator[str]:
    yield from (ffmpeg_path(), "-hide_banner", "-loglevel", "error", "-nostdin", "-y")
    yield from ("-f", "lavfi", "-i", channel.pattern)
    yield from ("-f", "lavfi", "-i", f"sine=frequency={channel.tone_hz}:sample_rate=48000")
    yield from ("-t", str(LOOP_DURATION_S), "-pix_fmt", "yuv420p")
    yield from ("-c:v", "libx264", "-preset", "ultrafast", "-g", str(FRAME_RATE), "-bf", "0")
    rate = f"{channel.video_kbps}k"
    yield from ("-b:v", rate, "-minrate", rate, "-maxrate", rate, "-bufsize", rate, "-nal-hrd", "cbr")
    yield from ("-c:a", "aac", "-b:a", "96k", "-f", "mpegts", str(target))


async def encode(channel: Channel, folder: Path) -> Path:
    """Return the channel's file in `folder`, encoding it first when it is not there yet.

    Raises RuntimeError with ffmpeg's own words when it fails.
    """
    target = folder / channel.file_name
    if await asyncio.to_thread(target.is_file):
        return target
    partial = target.with_suffix(".part")
    process = await asyncio.create_subprocess_exec(
        *_encode_arguments(channel, partial), stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
    )
    _, complaint = await process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"ffmpeg could not encode the demo channel {channel.name}: {complaint.decode()[-400:]}")
    await asyncio.to_thread(partial.replace, target)
    return target


async def encode_all(folder: Path) -> None:
    """Encode what is missing, two at a time: more would only share the same cores."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    turn = asyncio.Semaphore(2)

    async def one(channel: Channel) -> None:
        async with turn:
            await encode(channel, folder)

    async with asyncio.TaskGroup() as group:
        for channel in CHANNELS:
            group.create_task(one(channel))
