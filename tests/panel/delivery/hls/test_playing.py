"""A live stream as HLS: what players are given, and that one viewer is one connection."""

import re

import pytest

from panel.delivery.tables import first_programme_pid, payload
from panel.delivery.transport_stream import find_sync
from panel.players.formats import LIVE_OUTPUT_FORMATS
from tests.fakes.catalog import make_line, make_stream
from tests.fakes.publisher import Publisher
from tests.panel.delivery.hls.players import MASTER, child_of, fetch, playing, segment_paths
from tests.panel.delivery.house import keeping_house

RANDOM_ACCESS = 0x40


@pytest.mark.parametrize("master", [MASTER, "/alice/secret/1.m3u8"])
async def test_a_player_finds_segments_that_begin_with_tables_and_a_key_frame(
    publisher: Publisher, master: str
) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        reply = await fetch(house, master)
        assert reply.header("content-type") == "application/vnd.apple.mpegurl"
        assert reply.header("cache-control") == "no-store"
        assert reply.header("access-control-allow-origin") == "*"
        assert "secret" not in reply.text
        assert "#EXT-X-STREAM-INF:BANDWIDTH=" in reply.text
        child = await child_of(house, master)
        media = await fetch(house, child)
        assert media.header("content-type") == "application/vnd.apple.mpegurl"
        assert media.header("cache-control") == "no-store"
        assert "secret" not in media.text
        assert "#EXT-X-TARGETDURATION:4\n" in media.text
        durations = [float(duration) for duration in re.findall(r"#EXTINF:([\d.]+),", media.text)]
        assert all(1.9 <= duration <= 4.5 for duration in durations)
        segment = await fetch(house, segment_paths(child, media.text)[0])
        assert segment.status == 200
        assert segment.header("content-type") == "video/mp2t"
        assert segment.header("content-length") == str(len(segment.body))
        assert segment.header("access-control-allow-origin") == "*"
        assert find_sync(segment.body) == 0
        packets = [segment.body[at : at + 188] for at in range(0, 3 * 188, 188)]
        pids = [(packet[1] & 0x1F) << 8 | packet[2] for packet in packets]
        section = payload(packets[0])[1:]
        assert pids == [0, first_programme_pid(section[: 3 + section[2]]), 0x100]
        assert packets[2][5] & RANDOM_ACCESS


async def test_each_form_that_is_offered_is_served(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        for extension in LIVE_OUTPUT_FORMATS:
            assert await house.status(f"/live/alice/secret/1.{extension}") == 200


async def test_one_viewer_is_one_connection_seen_from_its_first_use(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        child = await child_of(house)
        assert house.gateway.active_viewers() == 0
        assert not house.book.begun
        lists = [await fetch(house, child) for _ in range(3)]
        segments = [await fetch(house, path) for path in segment_paths(child, lists[-1].text)]
        received = sum(len(reply.body) for reply in (*lists, *segments))
        assert house.gateway.active_viewers() == 1
        (identity,) = house.book.begun
        assert (identity.protocol, identity.username, identity.stream_id) == ("hls", "alice", 1)
        assert (identity.address, identity.user_agent) == ("127.0.0.1", "test/1")
        assert await house.counted() == {identity.id: received}


async def test_the_same_player_keeps_its_token_and_others_get_their_own(publisher: Publisher) -> None:
    lines = [make_line(), make_line(2, "bob")]
    streams = [make_stream(1, publisher.url), make_stream(2, publisher.url)]
    async with keeping_house(lines, streams) as house:
        child, _ = await playing(house)
        assert await child_of(house) == child
        others = [
            await child_of(house, "/live/bob/secret/1.m3u8"),
            await child_of(house, "/live/alice/secret/2.m3u8"),
            await child_of(house, agent="another"),
        ]
        assert len({child, *others}) == 4
        assert house.gateway.active_viewers() == 1


async def test_a_token_plays_nothing_else(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        child, paths = await playing(house)
        assert (await fetch(house, child.replace("live.m3u8", "live/1.ts"))).status == 404
        assert (await fetch(house, "/hls/nonsense/live.m3u8")).status == 403
        stolen = paths[0].replace(child.split("/")[2], "nonsense")
        assert (await fetch(house, stolen)).status == 403


async def test_ranges_of_a_segment(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        _, paths = await playing(house)
        whole = (await fetch(house, paths[0])).body
        for asked, first, last in (
            ("0-", 0, len(whole) - 1),
            ("100000-100099", 100_000, 100_099),
            ("-188", len(whole) - 188, len(whole) - 1),
        ):
            part = await fetch(house, paths[0], headers=f"Range: bytes={asked}\r\n")
            assert part.status == 206
            assert part.header("content-range") == f"bytes {first}-{last}/{len(whole)}"
            assert part.body == whole[first : last + 1]
        behind = await fetch(house, paths[0], headers=f"Range: bytes={len(whole)}-\r\n")
        assert behind.status == 416
        assert behind.header("content-range") == f"bytes */{len(whole)}"


async def test_heads_have_no_body_and_count_nothing(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        for path in [MASTER, *(await playing(house))[1]]:
            reply = await fetch(house, path, method="HEAD")
            assert reply.status == 200
            assert reply.body == b""
