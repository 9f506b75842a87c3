"""Sources that mean harm: each says why it is off, takes little, and leaves other streams alone."""

import asyncio
import gzip
import random
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from itertools import islice

import pytest

from monitoring.clock import SystemClock
from panel.delivery.limits import DeliveryLimits
from panel.delivery.source_failure import SourceFailure
from panel.delivery.sources.pull import Puller
from panel.delivery.upstream import Upstream
from tests.fakes.catalog import make_line, make_stream
from tests.fakes.mpegts import TransportStream
from tests.fakes.publisher import Publisher
from tests.fakes.web import Answer, answering, whole_answer
from tests.panel.delivery.house import QUICK, keeping_house, until

MOST_BYTES = 20 * 1024 * 1024
FRAMES = list(islice(TransportStream(1_600_000).frames(), 500))
STREAM = b"".join(FRAMES)
HEAD = "#EXTM3U\n#EXT-X-TARGETDURATION:10\n"
LIMITS = DeliveryLimits(connect_s=1.0, first_byte_s=3.0, source_stall_s=0.5)
NOISE = random.Random(7)


class Remembered:
    """Takes what a source sends."""

    def __init__(self) -> None:
        self.chunks: list[int] = []

    def proven(self, response_ms: float) -> None:
        """Nothing."""

    def received(self, size_bytes: int) -> None:
        """Nothing."""

    def chunk(self, chunk: bytes) -> None:
        self.chunks.append(len(chunk))

    def original(self, chunk: bytes) -> None:
        """Nothing."""


def giving(answer: bytes) -> Answer:
    async def give(_path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)

    return give


def endless(answer: bytes, again: Callable[[], bytes]) -> Answer:
    async def give(_path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        while True:
            writer.write(again())
            await writer.drain()

    return give


async def failure(answer: Answer, path: str = "/", allows: Callable[[str], bool] = lambda _address: True) -> str:
    upstream = Upstream(LIMITS, allows)
    try:
        async with answering(answer) as web, asyncio.timeout(20):
            with pytest.raises(SourceFailure) as raised:
                await Puller(upstream, SystemClock(), LIMITS).pull(web.url(path), Remembered(), urgent=True)
    finally:
        await upstream.close()
    return str(raised.value)


def playlist(text: str, *headers: str) -> bytes:
    return packed(text.encode(), *headers)


def packed(body: bytes, *headers: str) -> bytes:
    head = "".join(f"{header}\r\n" for header in headers)
    return f"HTTP/1.1 200 OK\r\nContent-Type: application/x\r\n{head}Connection: close\r\n\r\n".encode() + body


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (giving(playlist(HEAD + "#EXTINF:1,\na\n" * 1_000_000)), "the source's playlist is too large"),
        (endless(playlist("#EXTM3U\n"), lambda: b"#" * 65536), "the source's playlist is too large"),
        (
            giving(packed(gzip.compress(b"#EXTM3U\n" + b"#" * 200_000_000, 1), "Content-Encoding: gzip")),
            "the source's playlist is too large",
        ),
        (giving(packed(b"no gzip", "Content-Encoding: gzip")), "the source sends compressed data"),
        (giving(packed(STREAM, "Content-Encoding: br")), "the source sends compressed data"),
        (
            giving(playlist("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n/\n")),
            "the source's playlist leads to no segments but to other playlists",
        ),
        (
            giving(playlist("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nfile:///etc/passwd\n")),
            "the source's address is not one of HTTP",
        ),
        (giving(playlist(HEAD + "#EXTINF:1,\nfile:///etc/passwd\n" * 3)), "the source's address is not one of HTTP"),
        (giving(playlist(HEAD + "#EXTINF:1,\nhttp://[x/\n" * 3)), "the source's address is malformed"),
        (giving(playlist(HEAD + "#EXTINF:1,\n/\n" * 3)), "the source's segments are not MPEG-TS"),
        (giving(whole_answer(NOISE.randbytes(200_000))), "the source does not send MPEG-TS"),
        (
            giving(whole_answer(b"".join(STREAM[at : at + 188] + bytes(16) for at in range(0, 200_000, 188)))),
            "the source sends packets of 204 bytes, not of 188",
        ),
        (
            endless(whole_answer(STREAM[:188_000]), lambda: NOISE.randbytes(65536)),
            "the source sent no MPEG-TS for 0.5 s",
        ),
        (giving(whole_answer(STREAM[:188_000])), "the source ended"),
    ],
)
async def test_harm_is_refused_with_a_reason_and_little_memory(answer: Answer, reason: str) -> None:
    tracemalloc.start()
    try:
        assert await failure(answer) == reason
        assert tracemalloc.get_traced_memory()[1] < MOST_BYTES
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "text", [HEAD + "#EXTINF:1,\nhttp://127.0.0.2/\n" * 3, "#EXTM3U\n#EXT-X-STREAM-INF:\nhttp://127.0.0.2/\n"]
)
async def test_addresses_within_playlists_are_checked_too(text: str) -> None:
    reason = await failure(giving(playlist(text)), allows=lambda address: address == "127.0.0.1")
    assert reason == "the source's address is private, which is not allowed here"


async def test_a_file_is_played_in_its_own_time() -> None:
    taken = Remembered()
    upstream = Upstream(LIMITS, lambda _address: True)
    async with answering(giving(whole_answer(STREAM))) as web:
        pulling = asyncio.create_task(Puller(upstream, SystemClock(), LIMITS).pull(web.url(), taken, urgent=True))
        await asyncio.wait([pulling], timeout=3.0)
        assert not pulling.done()
        pulling.cancel()
        await asyncio.wait([pulling])
    await upstream.close()
    # Of 20 s eight in advance, three that passed, and what one read may hold.
    assert 7 * 200_000 < sum(taken.chunks) < 15 * 200_000


async def test_noise_leaves_other_streams_alone(publisher: Publisher) -> None:
    noise = endless(whole_answer(STREAM[:188_000]), lambda: b"G" + NOISE.randbytes(65536))
    limits = replace(QUICK, source_stall_s=0.3)
    async with answering(noise) as web:
        streams = [make_stream(1, publisher.url), make_stream(2, web.url(), on_demand=False)]
        async with keeping_house([make_line()], streams, limits) as house:
            player = await house.watching()
            await until(lambda: house.stream_status(2)[0] in ("online", "offline"))
            capture = await player.watch(3.0)
            assert len(capture) > 0.9 * 3 * 400_000
            assert house.stream_status(1) == ("online", None)
