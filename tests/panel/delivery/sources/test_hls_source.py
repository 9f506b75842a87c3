"""Streams whose source is a playlist."""

import time
from dataclasses import replace

from tests.fakes.catalog import make_line, make_stream
from tests.fakes.continuity_check import continuity_errors
from tests.fakes.hls_origin import hls_origin
from tests.panel.delivery.house import QUICK, keeping_house, until

LIMITS = replace(QUICK, source_stall_s=4.0)


async def test_the_best_variant_is_played_as_fast_as_it_is_made() -> None:
    async with (
        hls_origin(800_000) as origin,
        keeping_house([make_line()], [make_stream(1, origin.url)], LIMITS) as house,
    ):
        begun_s = time.monotonic()
        player = await house.watching()
        await player.read(188 * 20)
        assert time.monotonic() - begun_s < 1.0
        capture = await player.watch(6.0)
        assert house.stream_status() == ("online", None)
        # Six seconds, and what a source hands on in advance.
        assert 5.0 * 100_000 < len(capture) < 9.0 * 100_000
        assert continuity_errors(capture) == []
        numbers = [int(path.split("/")[-1][:-3]) for path in origin.requests if path.startswith("/hls/seg/")]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        assert numbers[0] in (2, 3)
        assert "/low.m3u8" not in origin.requests
        assert origin.requests.count("/hls/high.m3u8") < 10


async def test_segments_that_are_missing_are_left_out() -> None:
    async with (
        hls_origin(800_000) as origin,
        keeping_house([make_line()], [make_stream(1, origin.url)], LIMITS) as house,
    ):
        origin.missing = {4, 6}
        player = await house.watching()
        await until(lambda: "/hls/seg/7.ts" in origin.requests, 8.0)
        capture = await player.watch(0.5)
        assert house.stream_status() == ("online", None)
        assert continuity_errors(capture) == []


async def test_a_source_whose_segments_are_all_gone_is_lost() -> None:
    async with (
        hls_origin(800_000) as origin,
        keeping_house([make_line()], [make_stream(1, origin.url)], LIMITS) as house,
    ):
        origin.missing = set(range(100))
        await house.play("/live/alice/secret/1.ts")
        await until(lambda: house.stream_status() == ("offline", "the source answers 404"))
