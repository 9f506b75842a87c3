"""`/get.php`."""

import asyncio

from starlette.applications import Starlette
from starlette.types import Message

from panel.playlists.lines import LineReader
from panel.playlists.parser import Entry, parse_playlist
from panel.xtream.routing import routes
from tests.panel.xtream.conftest import Shop


async def entries(shop: Shop, **fields: object) -> list[Entry]:
    answer = await shop.ask("/get.php", **fields)
    assert answer.status == 200
    reader = LineReader()
    lines = [*reader.feed(answer.body), *reader.finish()]
    found = list(parse_playlist(lines))
    assert all(isinstance(entry, Entry) for entry in found)
    return [entry for entry in found if isinstance(entry, Entry)]


async def test_a_playlist_with_everything(shop: Shop) -> None:
    found = await entries(shop, type="m3u_plus", output="ts")
    first = found[0]
    assert (first.name, first.group, first.guide_id, first.logo_url) == ("One", "News", "One.pt", "http://i/1.png")
    assert [entry.group for entry in found] == ["News", "Other", "Films", "Shows", "Shows"]
    assert found[1].name == 'Two "HD", live'


async def test_addresses_that_kodi_finds_catch_up_for(shop: Shop) -> None:
    base = shop.house.url
    found = [entry.url for entry in await entries(shop, type="m3u_plus")]
    assert found == [
        f"{base}/alice/s3cret/1",
        f"{base}/alice/s3cret/2",
        f"{base}/movie/alice/s3cret/3.mkv",
        f"{base}/series/alice/s3cret/4.mp4",
        f"{base}/series/alice/s3cret/5.mp4",
    ]


async def test_outputs_by_every_name_that_players_use(shop: Shop) -> None:
    base = shop.house.url
    for output in ("rtmp", "mpegts"):
        assert (await entries(shop, output=output))[0].url == f"{base}/alice/s3cret/1"
    for output in ("hls", "m3u8"):
        assert (await entries(shop, output=output))[0].url == f"{base}/live/alice/s3cret/1.m3u8"


async def test_a_plain_playlist_and_the_guide_of_a_full_one(shop: Shop) -> None:
    plain = (await shop.ask("/get.php", type="m3u")).body.decode()
    assert plain.startswith("#EXTM3U\n#EXTINF:-1,One\n")
    full = (await shop.ask("/get.php", type="m3u_plus")).body.decode()
    guide = f"{shop.house.url}/xmltv.php?username=alice&password=s3cret"
    assert full.startswith(f'#EXTM3U x-tvg-url="{guide}"\n')
    head = await shop.house.ask("HEAD", "/get.php?username=alice&password=s3cret", role=None)
    assert (head.status, head.body) == (200, b"")


async def test_a_format_that_is_not_delivered_is_not_promised(shop: Shop) -> None:
    app = Starlette(routes=routes(shop.house.services, ("ts",)))
    body = bytearray()
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "path": "/get.php",
        "query_string": b"username=alice&password=s3cret&output=hls",
        "headers": [(b"host", b"tv.example")],
    }

    async def receive() -> Message:
        await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        body.extend(message.get("body", b""))

    await app(scope, receive, send)
    assert b"http://tv.example/alice/s3cret/1\n" in body
    assert b"http://tv.example/movie/alice/s3cret/3.mkv\n" in body
