"""What players learn of programmes."""

from base64 import b64decode
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import cast

from defusedxml.ElementTree import fromstring

from panel.catalog import StreamFact
from panel.changes import Changes
from panel.guide.importer import import_guide
from panel.guide.times import format_time
from panel.xtream.kept_guides import KeptGuides, unpacked
from tests.panel.xtream.conftest import Shop, stream

Listing = dict[str, object]


async def listings(shop: Shop, action: str, **fields: object) -> list[Listing]:
    answer = await shop.answer(action, **fields)
    assert isinstance(answer, dict)
    return cast(list[Listing], answer["epg_listings"])


def titles(found: list[Listing]) -> Iterator[str]:
    return (b64decode(str(listing["title"])).decode() for listing in found)


async def test_the_short_guide_begins_with_what_runs_now(shop: Shop) -> None:
    found = await listings(shop, "get_short_epg", stream_id=1)
    assert list(titles(found)) == [f"Programme {number} & more" for number in range(4)]
    assert len(await listings(shop, "get_short_epg", stream_id=1, limit=2)) == 2
    now, following = found[0], found[1]
    assert (now["now_playing"], following["now_playing"], now["has_archive"]) == (1, 0, 0)
    assert b64decode(str(following["description"])).decode() == "Olá"
    assert (now["channel_id"], now["lang"], now["description"]) == ("One.pt", "pt", "")
    assert {type(now[name]) for name in ("id", "epg_id", "start", "end", "start_timestamp", "stop_timestamp")} == {str}
    starts_at = datetime.fromtimestamp(int(str(now["start_timestamp"])), UTC)
    assert now["start"] == starts_at.strftime("%Y-%m-%d %H:%M:%S")


async def test_the_whole_guide_of_a_channel(shop: Shop) -> None:
    assert len(await listings(shop, "get_simple_data_table", stream_id=1)) == 10
    assert len(await listings(shop, "get_epg", stream_id=1)) == 10
    for unknown in (2, 3, 99, "x"):
        assert await listings(shop, "get_simple_data_table", stream_id=unknown) == []
        assert await listings(shop, "get_short_epg", stream_id=unknown) == []


async def test_the_guide_as_a_file(shop: Shop) -> None:
    now = shop.house.services.clock.now()
    await shop.add(
        stream(8, "One & again", guide_id="ONE.PT", created_at=now), stream(9, "Nothing", guide_id="n", created_at=now)
    )
    answer = await shop.ask("/xmltv.php")
    assert answer.headers["content-type"] == "application/xml; charset=utf-8"
    root = fromstring(answer.body)
    names = {channel.get("id"): channel.findtext("display-name") for channel in root.findall("channel")}
    assert names == {"One.pt": "One", "ONE.PT": "One & again", "n": "Nothing"}
    programmes = root.findall("programme")
    assert [p.get("channel") for p in programmes] == ["One.pt"] * 10 + ["ONE.PT"] * 10
    assert programmes[0].findtext("title") == "Programme -2 & more"
    assert str(programmes[0].get("start")).endswith(" +0000")
    assert (await shop.ask("/epg.php")).body == answer.body


async def test_a_line_gets_the_guide_of_its_channels_alone(shop: Shop) -> None:
    now = shop.house.services.clock.now()
    await shop.add(stream(8, "Other", guide_id="other.pt", created_at=now))
    root = fromstring((await shop.ask("/xmltv.php", username="bob")).body)
    assert [channel.get("id") for channel in root.findall("channel")] == ["One.pt"]


async def test_the_file_is_given_packed_to_who_takes_it_and_made_anew_after_an_import(shop: Shop) -> None:
    path = "/xmltv.php?username=alice&password=s3cret"
    plain = (await shop.house.ask("GET", path, headers={"Accept-Encoding": "identity"}, role=None)).body
    packed = await shop.house.ask("GET", path, headers={"Accept-Encoding": "gzip"}, role=None)
    assert packed.headers["content-encoding"] == "gzip"
    # The client has unpacked it.
    assert packed.body == plain
    later = shop.house.services.clock.now().replace(microsecond=0) + timedelta(minutes=1)
    services = shop.house.services
    changes = Changes(services.database, services.clock, services.ledger, "test", allow_private_sources=False)
    start, stop = (format_time(later + timedelta(days=days)) for days in (5, 6))
    guide = f'<tv><programme start="{start}" stop="{stop}" channel="one.pt"><title>New</title></programme></tv>'

    async def pieces() -> AsyncIterator[bytes]:
        yield guide.encode()

    assert (await import_guide(changes, pieces())).programmes == 1
    root = fromstring((await shop.ask("/xmltv.php")).body)
    assert [programme.findtext("title") for programme in root.findall("programme")][-1] == "New"
    head = await shop.house.ask("HEAD", path, role=None)
    assert (head.status, head.body) == (200, b"")


async def test_files_are_kept_within_bounds(shop: Shop) -> None:
    services = shop.house.services
    kept = KeptGuides(services.guide, max_bytes=1)
    chosen: list[int] = []

    def choose() -> Sequence[StreamFact]:
        chosen.append(1)
        return services.catalog.streams()

    first = await kept.get("a", choose)
    assert b"".join([piece async for piece in unpacked(first)]).endswith(b"</tv>\n")
    await kept.get("a", choose)
    assert len(chosen) == 2
    roomy = KeptGuides(services.guide)
    await roomy.get("a", choose)
    await roomy.get("a", choose)
    assert len(chosen) == 3
    roomy.forget()
    await roomy.get("a", choose)
    assert len(chosen) == 4
