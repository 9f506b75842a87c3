"""Packets a second that one core analyses, fed in batches of several sizes, beside what only reading them takes."""

import time
from collections.abc import Sequence
from itertools import islice

import numpy as np

from panel.delivery.analysis import Analyzer
from tests.fakes.mpegts import PACKET_BYTES
from tests.fakes.multiplex import Multiplex

BITRATE_BPS = 8_000_000
STREAMS = 100
# What has just been received is in the processor's cache: so is this.
PACKETS = 12 * BITRATE_BPS // 8 // PACKET_BYTES
ROUNDS = 150
# About 64 KB, as sources are handed on, 128 KB and 1 MB.
BATCH_PACKETS = (348, 697, 5577)


def measure_analysis() -> list[dict[str, int | float]]:
    """Return a row for each size of batch: its bytes, how many packets a second of a core where they come at once, and
    how many times as long that takes as to read one word of each packet, and as to copy all of them; and what share of
    a core 100 streams take that come in real time."""
    stream = b"".join(islice(Multiplex(BITRATE_BPS).packets(), PACKETS))
    rows: list[dict[str, int | float]] = []
    for packets in BATCH_PACKETS:
        size_bytes = packets * PACKET_BYTES
        blocks = [stream[at : at + size_bytes] for at in range(0, len(stream), size_bytes)]
        analysed = (len(stream) - size_bytes) / PACKET_BYTES
        # What neighbours on the machine disturb least counts; all take turns, so that they are disturbed alike.
        costs = [_costs_s(blocks) for _ in range(ROUNDS)]
        cost_s, real_time_s, reading_s, copying_s = (min(column) for column in zip(*costs, strict=True))
        rate = analysed / cost_s
        share = STREAMS * real_time_s / (analysed * PACKET_BYTES * 8 / BITRATE_BPS)
        print(
            f"batches of {size_bytes / 1000:>5.0f} KB: {rate / 1e6:>6.1f} million packets a second of a core, "
            f"{cost_s / reading_s:.0f} times as long as to read a word of each, {cost_s / copying_s:.1f} as to copy; "
            f"{share:.1%} of a core for {STREAMS} streams of {BITRATE_BPS / 1e6:g} Mbit/s as they come"
        )
        rows.append(
            {
                "batchBytes": size_bytes,
                "packetsPerCoreSecond": round(rate),
                "realTimeShare": round(share, 4),
                "timesReading": round(cost_s / reading_s, 2),
                "timesCopying": round(cost_s / copying_s, 2),
            }
        )
    return rows


def _costs_s(blocks: Sequence[bytes]) -> tuple[float, float, float, float]:
    """Return what it takes to analyse all but the first at once, and as they come; to read, and to copy them."""
    interval_s = len(blocks[0]) * 8 / BITRATE_BPS
    rest = blocks[1:]
    return _analysis_s(blocks, 0.0), _analysis_s(blocks, interval_s), _reading_s(rest), _copying_s(rest)


def _analysis_s(blocks: Sequence[bytes], interval_s: float) -> float:
    """Return the CPU time of this process: what others do at the same time does not count.

    The stream is known already: its tables came before.
    """
    analyzer = Analyzer()
    now_s = 1000.0
    analyzer.feed(blocks[0], now_s)
    analyzer.report(now_s)
    began_s = time.process_time()
    for block in blocks[1:]:
        now_s += interval_s
        analyzer.feed(block, now_s)
    analyzer.report(now_s)
    return time.process_time() - began_s


def _reading_s(blocks: Sequence[bytes]) -> float:
    """Return what it takes to read each packet's header, the least that any analysis has to."""
    headers = np.empty(len(blocks[0]) // PACKET_BYTES, np.uint32)
    began_s = time.process_time()
    for block in blocks:
        headers[: len(block) // PACKET_BYTES] = np.frombuffer(block, np.uint32)[:: PACKET_BYTES // 4]
    return time.process_time() - began_s


def _copying_s(blocks: Sequence[bytes]) -> float:
    """Return what it takes to copy them, as a receiver has to."""
    copy = bytearray(len(blocks[0]))
    began_s = time.process_time()
    for block in blocks:
        copy[: len(block)] = block
    return time.process_time() - began_s
