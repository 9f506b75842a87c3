"""Chunks of the right size, and slow streams without waiting."""

import asyncio
from itertools import islice

from panel.delivery.limits import DeliveryLimits
from panel.delivery.packer import Packer
from panel.delivery.transport_stream import Aligner
from tests.fakes.mpegts import TransportStream

LIMITS = DeliveryLimits(flush_s=0.05)
SECOND = b"".join(islice(TransportStream(3_200_000).frames(), 25))


async def test_full_chunks_come_at_once_and_the_rest_on_time() -> None:
    given: list[bytes] = []
    packer = Packer(Aligner(), LIMITS, given.append)
    packer.feed(SECOND[:-100])
    full = len(SECOND) // LIMITS.chunk_bytes
    assert [len(chunk) for chunk in given] == [LIMITS.chunk_bytes] * full
    await asyncio.sleep(0.1)
    assert len(given) == full + 1
    packer.feed(SECOND[-100:])
    await asyncio.sleep(0.1)
    assert b"".join(given) == SECOND


async def test_a_closed_packer_gives_nothing_more() -> None:
    given: list[bytes] = []
    packer = Packer(Aligner(), LIMITS, given.append)
    packer.feed(SECOND[: 188 * 10])
    packer.close()
    await asyncio.sleep(0.1)
    assert given == []
