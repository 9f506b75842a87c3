"""What a source sends is read in few pieces, and none of it waits for long."""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
import uvloop

from monitoring.clock import SystemClock
from panel.delivery.limits import DeliveryLimits
from panel.delivery.sources.body import PROOF_LIMIT_BYTES, Body, Sources
from panel.delivery.sources.low_water import low_water_of
from panel.delivery.upstream import Upstream
from tests.fakes.web import Answer, answering

LIMITS = DeliveryLimits()
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\n\r\n"
PROOF = bytes(PROOF_LIMIT_BYTES)
PIECE = bytes(188 * 7)


@asynccontextmanager
async def opened(answer: Answer) -> AsyncIterator[Body]:
    """Yield the body of an answer, of which what proves it was read."""
    upstream = Upstream(LIMITS, lambda _address: True)
    sources = Sources(upstream, SystemClock(), LIMITS)
    async with answering(answer) as web, sources.open(web.url(), urgent=True) as body:
        missing = len(PROOF)
        while missing > 0:
            missing -= len(await body.read())
        yield body
    await upstream.close()


async def paced(per_s: float) -> tuple[int, float]:
    """Read so many pieces a second for two; return how often something was read, and the longest that any waited."""
    written: list[float] = []

    async def answer(_path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + PROOF)
        begun_s = time.monotonic()
        while True:
            while len(written) < (time.monotonic() - begun_s) * per_s:
                writer.write(PIECE)
                written.append(time.monotonic())
            await asyncio.sleep(0.005)

    reads, waited_s = 0, 0.0
    async with opened(answer) as body:
        read_bytes, until_s = 0, time.monotonic() + 2.0
        while time.monotonic() < until_s:
            oldest = read_bytes // len(PIECE)
            read_bytes += len(await body.read())
            reads += 1
            waited_s = max(waited_s, time.monotonic() - written[oldest])
    return reads, waited_s


@pytest.mark.parametrize("loop_factory", [asyncio.new_event_loop, uvloop.new_event_loop])
def test_a_fast_source_is_read_a_chunk_at_a_time(loop_factory: "type[asyncio.AbstractEventLoop]") -> None:
    with asyncio.Runner(loop_factory=loop_factory) as runner:
        # 8 Mbit/s are 15 chunks a second.
        reads, waited_s = runner.run(paced(760))
    assert reads < 45
    assert waited_s < 0.6


async def test_a_slow_source_waits_no_longer_than_a_chunk_may() -> None:
    reads, waited_s = await paced(60)
    assert reads < 16
    # A chunk would take 0.8 s.
    assert waited_s < 0.6


async def test_what_comes_after_a_silence_is_read_at_once() -> None:
    written: list[float] = []

    async def answer(_path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + PROOF)
        for _ in range(3):
            await asyncio.sleep(0.5)
            writer.write(PIECE)
            written.append(time.monotonic())
        await asyncio.sleep(1.0)

    async with opened(answer) as body:
        for number in range(3):
            assert await body.read() == PIECE
            assert time.monotonic() - written[number] < 0.35
            assert body.held_s <= LIMITS.flush_s


@pytest.mark.parametrize("stays", [True, False], ids=["told how long it is", "closed"])
async def test_the_end_is_heard(*, stays: bool) -> None:
    rest = len(PIECE) * 3

    async def answer(_path: str, writer: asyncio.StreamWriter) -> None:
        head = HEAD[:-2] + b"Content-Length: %d\r\n\r\n" % (len(PROOF) + rest) if stays else HEAD
        writer.write(head + PROOF)
        for _ in range(3):
            await asyncio.sleep(0.05)
            writer.write(PIECE)
        if stays:
            await writer.drain()
            await asyncio.sleep(5.0)

    async with opened(answer) as body, asyncio.timeout(3.0):
        while data := await body.read():
            rest -= len(data)
    assert rest == 0


async def test_encrypted_sources_are_read_as_they_come() -> None:
    serving, asking = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    asking.check_hostname, asking.verify_mode = False, ssl.CERT_NONE
    for context in (serving, asking):
        # Ciphers that need no certificate.
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers("aNULL:@SECLEVEL=0")

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(HEAD + PROOF)
        await reader.read()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=serving)
    port = server.sockets[0].getsockname()[1]
    async with (
        server,
        aiohttp.ClientSession() as session,
        session.get(f"https://127.0.0.1:{port}/", ssl=asking) as response,
    ):
        assert response.status == 200
        assert low_water_of(response, LIMITS) is None
        response.close()
