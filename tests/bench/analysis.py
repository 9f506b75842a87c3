"""Packets a second that one core analyses, fed in batches of several sizes."""

import time
from itertools import islice

from panel.delivery.analysis import Analyzer
from tests.fakes.mpegts import FRAME_RATE, PACKET_BYTES, TransportStream

BITRATE_BPS = 8_000_000
STREAMS = 100
# What has just been received is in the processor's cache: so is this.
SECONDS = 12
ROUNDS = 40
# About 64 KB, as sources are handed on, 128 KB and 1 MB.
BATCH_PACKETS = (348, 697, 5577)


def measure_analysis() -> list[dict[str, int]]:
    """Return a row for each size of batch: its bytes, and how many packets a second of a core."""
    stream = b"".join(islice(TransportStream(BITRATE_BPS).frames(), SECONDS * FRAME_RATE))
    rows = []
    for packets in BATCH_PACKETS:
        size_bytes = packets * PACKET_BYTES
        blocks = [stream[at : at + size_bytes] for at in range(0, len(stream), size_bytes)]
        cost_s = min(_cost_s(blocks) for _ in range(ROUNDS))
        rate = (len(stream) - size_bytes) / PACKET_BYTES / cost_s
        share = STREAMS * BITRATE_BPS / 8 / PACKET_BYTES / rate
        print(
            f"batches of {size_bytes / 1000:>5.0f} KB: {rate / 1e6:>6.1f} million packets a second of a core, "
            f"{share:.1%} of a core for {STREAMS} streams of {BITRATE_BPS / 1e6:g} Mbit/s"
        )
        rows.append({"batchBytes": size_bytes, "packetsPerCoreSecond": round(rate)})
    return rows


def _cost_s(blocks: list[bytes]) -> float:
    """Return the CPU time of this process: what others do at the same time does not count.

    The stream is known already: its tables came before.
    """
    analyzer = Analyzer()
    analyzer.feed(blocks[0], time.monotonic())
    analyzer.report(time.monotonic())
    began_s = time.process_time()
    for block in blocks[1:]:
        analyzer.feed(block, time.monotonic())
    analyzer.report(time.monotonic())
    return time.process_time() - began_s
