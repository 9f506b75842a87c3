"""An HLS source on loopback: a live window of segments cut from an endless transport stream."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import islice

from tests.fakes.mpegts import FRAME_RATE, TransportStream
from tests.fakes.web import Web, answering

SEGMENT_FRAMES = FRAME_RATE
WINDOW = 5


class HlsOrigin:
    """Segments of one second; the window moves as time passes. `missing` are numbers it does not have any more."""

    def __init__(self, bitrate_bps: int = 800_000, segments: int = 60) -> None:
        frames = TransportStream(bitrate_bps).frames()
        self._segments = [b"".join(islice(frames, SEGMENT_FRAMES)) for _ in range(segments)]
        self._begun_s = time.monotonic()
        self.missing: set[int] = set()
        self.requests: list[str] = []
        self.web: Web | None = None

    @property
    def url(self) -> str:
        assert self.web is not None
        return self.web.url("/master.m3u8")

    def media(self) -> str:
        """Return the playlist as it is now."""
        first = min(int(time.monotonic() - self._begun_s), len(self._segments) - WINDOW)
        lines = ["#EXTM3U", "#EXT-X-VERSION:3", "#EXT-X-TARGETDURATION:1", f"#EXT-X-MEDIA-SEQUENCE:{first}"]
        for number in range(first, first + WINDOW):
            lines += ["#EXTINF:1.000,", f"seg/{number}.ts"]
        return "\n".join(lines) + "\n"

    async def answer(self, path: str, writer: asyncio.StreamWriter) -> None:
        self.requests.append(path)
        if path == "/master.m3u8":
            text = "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1000\nlow.m3u8\n"
            text += '#EXT-X-STREAM-INF:CODECS="avc1.4d,mp4a.40",BANDWIDTH=900000\nhls/high.m3u8\n'
            _give(writer, text.encode())
        elif path == "/hls/high.m3u8":
            _give(writer, self.media().encode())
        else:
            number = int(path.removeprefix("/hls/seg/").removesuffix(".ts"))
            if number in self.missing:
                writer.write(b"HTTP/1.1 404 Gone\r\nContent-Length: 0\r\n\r\n")
            else:
                _give(writer, self._segments[number])


@asynccontextmanager
async def hls_origin(bitrate_bps: int = 800_000) -> AsyncIterator[HlsOrigin]:
    """Serve an HLS source."""
    origin = HlsOrigin(bitrate_bps)
    async with answering(origin.answer) as web:
        origin.web = web
        yield origin


def _give(writer: asyncio.StreamWriter, body: bytes) -> None:
    writer.write(f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
