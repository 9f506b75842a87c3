"""A camera on loopback: MPEG-TS (payload type 33, RFC 3551) over its RTSP connection (RFC 2326, section 10.12)."""

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

from tests.fakes.mpegts import FRAME_RATE

PAYLOAD_TYPE = 33
PACKETS_AT_ONCE = 7
SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=camera\r\nt=0 0\r\nm=video 0 RTP/AVP 33\r\na=control:track\r\n"


class Camera:
    """Plays `clip` over and over, a twenty-fifth of a second's worth at once; sends askers to `elsewhere` if set."""

    def __init__(self, clip: bytes, bitrate_bps: int) -> None:
        self.port = 0
        self.elsewhere: str | None = None
        self.asked: list[str] = []
        self._clip = clip
        self._bytes_at_once = bitrate_bps // 8 // FRAME_RATE

    @property
    def url(self) -> str:
        return f"rtsp://operator:canary@127.0.0.1:{self.port}/camera"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                method = head.split(" ", 1)[0]
                number = head.lower().partition("cseq:")[2].split("\r\n", 1)[0].strip()
                self.asked.append(method)
                writer.write(self._answer(method, number).encode())
                if method == "PLAY":
                    await self._play(writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    def _answer(self, method: str, number: str) -> str:
        begin = f"CSeq: {number}\r\nSession: 1\r\n"
        if method == "DESCRIBE" and self.elsewhere is not None:
            return f"RTSP/1.0 302 Found\r\n{begin}Location: {self.elsewhere}\r\n\r\n"
        if method == "DESCRIBE":
            return f"RTSP/1.0 200 OK\r\n{begin}Content-Type: application/sdp\r\nContent-Length: {len(SDP)}\r\n\r\n{SDP}"
        if method == "SETUP":
            begin += "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n"
        return f"RTSP/1.0 200 OK\r\n{begin}Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n\r\n"

    async def _play(self, writer: asyncio.StreamWriter) -> None:
        at, size = 0, PACKETS_AT_ONCE * 188
        for number in count():
            data = self._clip[at : at + size]
            at = at + size if at + size < len(self._clip) else 0
            rtp = struct.pack(">BBHII", 0x80, PAYLOAD_TYPE, number & 0xFFFF, number * 3600 & 0xFFFFFFFF, 1) + data
            writer.write(struct.pack(">cBH", b"$", 0, len(rtp)) + rtp)
            await writer.drain()
            await asyncio.sleep(size / self._bytes_at_once / FRAME_RATE)


@asynccontextmanager
async def camera(clip: bytes, bitrate_bps: int) -> AsyncIterator[Camera]:
    """Serve one."""
    made = Camera(clip, bitrate_bps)
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()
