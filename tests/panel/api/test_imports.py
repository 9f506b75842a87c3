"""Playlists and guides taken in over HTTP."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import web

from tests.panel.api.house import House, open_house
from tests.panel.playlists.test_reading import serving

PLAYLIST = """#EXTM3U
#EXTINF:-1 group-title="News" tvg-id="news.example",News 24
http://192.0.2.1/news.ts
#EXTINF:-1,A movie
http://example.com/film.mp4
#EXTINF:-1,Again
http://example.com/film.mp4
"""
PUBLIC = PLAYLIST.replace("192.0.2.1", "example.org")


async def test_a_playlist_is_previewed_and_then_taken_in(any_house: House) -> None:
    asked = {"text": PUBLIC, "preview": True}
    preview = (await any_house.ask("POST", "/api/v1/imports/playlist", asked)).json
    assert (preview["found"], preview["added"], preview["skippedInAll"]) == (2, None, 1)
    assert preview["first"] == [
        {"line": 3, "name": "News 24", "type": "live", "category": "News"},
        {"line": 5, "name": "A movie", "type": "movie", "category": None},
    ]
    assert (await any_house.ask("GET", "/api/v1/streams")).json["total"] == 0
    for added, unchanged in ((2, 0), (0, 2)):
        done = (await any_house.ask("POST", "/api/v1/imports/playlist", {"text": PUBLIC})).json
        assert (done["added"], done["unchanged"], done["skippedInAll"]) == (added, unchanged, 1)
    assert (await any_house.ask("GET", "/api/v1/streams")).json["total"] == 2


async def test_what_cannot_be_had_is_told_with_its_field(house: House) -> None:
    for body, field in (
        ({}, None),
        ({"text": "x", "url": "http://example.com/"}, None),
        ({"url": "ftp://example.com/"}, "url"),
        ({"text": "no playlist"}, "text"),
    ):
        answer = await house.ask("POST", "/api/v1/imports/playlist", body)
        assert answer.status == 400, answer.body
        assert answer.error.get("field") == field, answer.body
    refused = await house.ask("POST", "/api/v1/imports/playlist", {"url": "http://127.0.0.1:1/list.m3u"})
    assert refused.status == 400
    assert "127.0.0.1" not in str(refused.error["message"])
    assert (
        await house.ask("POST", "/api/v1/imports/guide", {"url": "http://127.0.0.1:1/"}, role="operator")
    ).status == 403


async def test_a_playlist_and_a_guide_are_fetched(tmp_path: Path) -> None:
    begins, ends = (f"{datetime.now(UTC) + timedelta(hours=hours):%Y%m%d%H%M%S} +0000" for hours in (1, 2))
    guide = f'<tv><programme channel="news.example" start="{begins}" stop="{ends}"><title>Talk</title></programme></tv>'
    async with open_house(tmp_path / "data", allow_private_sources=True) as house:
        async with serving(web.Response(body=PLAYLIST.encode()), {}) as url:
            done = (await house.ask("POST", "/api/v1/imports/playlist", {"url": url})).json
        assert done["added"] == 2
        async with serving(web.Response(text=guide), {}) as url:
            taken = (await house.ask("POST", "/api/v1/imports/guide", {"url": url})).json
        assert (taken["channels"], taken["programmes"]) == (1, 1)


async def test_geo_databases_are_listed(house: House) -> None:
    answer = await house.ask("GET", "/api/v1/geo-databases", role="viewer")
    assert [(each["kind"], each["loaded"]) for each in answer.items] == [("city", False), ("asn", False)]
