"""Lists of channels, movies and series, as their clients need them."""

from typing import cast

import pytest
from jsonschema import validate
from pyxtream.schemaValidator import group_schema, live_schema, series_info_schema, series_schema, vod_schema

from panel.db.models import LineBouquet
from tests.panel.xtream.conftest import Shop, stream

Rows = list[dict[str, object]]


async def rows(shop: Shop, action: str, **fields: object) -> Rows:
    answer = await shop.answer(action, **fields)
    assert isinstance(answer, list)
    return cast(Rows, answer)


async def test_categories_are_those_that_have_something(shop: Shop) -> None:
    assert await shop.answer("get_live_categories") == [
        {"category_id": "1", "category_name": "News", "parent_id": 0},
        {"category_id": "0", "category_name": "Other", "parent_id": 0},
    ]
    assert await shop.answer("get_vod_categories") == [{"category_id": "2", "category_name": "Films", "parent_id": 0}]
    assert await shop.answer("get_series_categories") == [
        {"category_id": "3", "category_name": "Shows", "parent_id": 0}
    ]


async def test_a_channel(shop: Shop) -> None:
    first, second = await rows(shop, "get_live_streams")
    assert first == {
        "num": 1,
        "name": "One",
        "stream_type": "live",
        "stream_id": 1,
        "stream_icon": "http://i/1.png",
        "thumbnail": "",
        "epg_channel_id": "One.pt",
        "added": first["added"],
        "is_adult": "0",
        "category_id": "1",
        "category_ids": [1],
        "custom_sid": "",
        "direct_source": "",
        "tv_archive": 0,
        "tv_archive_duration": 0,
    }
    assert str(first["added"]).isdigit()
    assert (second["stream_icon"], second["epg_channel_id"], second["category_id"]) == ("", None, "0")


@pytest.mark.parametrize(
    ("category", "found"), [("1", [1]), ("0", [2]), ("4", []), ("*", [1, 2]), ("", [1, 2]), ("9" * 30, [1, 2])]
)
async def test_channels_of_a_category(shop: Shop, category: str, found: list[int]) -> None:
    channels = await rows(shop, "get_live_streams", category_id=category)
    assert [channel["stream_id"] for channel in channels] == found


async def test_a_line_sees_its_bouquets_and_nothing_else(shop: Shop) -> None:
    answer = await shop.ask(username="bob", action="get_live_streams")
    assert b'"stream_id":1' in answer.body
    assert b'"stream_id":2' not in answer.body
    assert (await shop.ask(username="bob", action="get_vod_streams")).body == b"[]"
    info = (await shop.ask(username="bob", action="get_vod_info", vod_id=3)).json
    assert info == {"info": [], "movie_data": {}}
    await shop.add(LineBouquet(line_id=1, bouquet_id=1))
    assert len(await rows(shop, "get_live_streams")) == 1


async def test_a_list_follows_the_catalog(shop: Shop) -> None:
    assert len(await rows(shop, "get_live_streams")) == 2
    await shop.add(stream(10, "New", created_at=shop.house.services.clock.now()))
    assert len(await rows(shop, "get_live_streams")) == 3


async def test_a_movie(shop: Shop) -> None:
    (movie,) = await rows(shop, "get_vod_streams")
    assert (movie["stream_id"], movie["container_extension"], movie["stream_type"]) == (3, "mkv", "movie")
    info = await shop.answer("get_vod_info", vod_id=3)
    assert isinstance(info, dict)
    assert info["info"]["backdrop_path"] == []
    assert info["movie_data"]["container_extension"] == "mkv"
    assert b"http://up/" not in (await shop.ask(action="get_vod_info", vod_id=3)).body


async def test_a_series_with_its_episodes_in_order(shop: Shop) -> None:
    (series,) = await rows(shop, "get_series")
    assert (series["series_id"], series["name"], series["category_id"]) == (4, "Show", "3")
    info = await shop.answer("get_series_info", series_id=4)
    assert isinstance(info, dict)
    assert [(episode["id"], episode["episode_num"]) for episode in info["episodes"]["1"]] == [("5", 1), ("4", 2)]
    assert [(season["season_number"], season["episode_count"]) for season in info["seasons"]] == [(1, 2)]
    assert await shop.answer("get_series_info", series_id=99) == {"seasons": [], "info": {"name": None}, "episodes": {}}


async def test_what_an_operator_says_of_an_episode_counts(shop: Shop) -> None:
    await shop.add(
        stream(
            7,
            "Finale",
            type="series",
            category_id=3,
            series_title="show",
            season=2,
            episode=9,
            created_at=shop.house.services.clock.now(),
        )
    )
    assert len(await rows(shop, "get_series")) == 1
    info = await shop.answer("get_series_info", series_id=4)
    assert isinstance(info, dict)
    assert [(episode["id"], episode["episode_num"], episode["season"]) for episode in info["episodes"]["2"]] == [
        ("7", 9, 2)
    ]


async def test_the_shapes_a_client_has_written_down(shop: Shop) -> None:
    for action, schema in (
        ("get_live_categories", group_schema),
        ("get_vod_categories", group_schema),
        ("get_live_streams", live_schema),
        ("get_vod_streams", vod_schema),
        ("get_series", series_info_schema),
    ):
        found = await rows(shop, action)
        assert found
        for row in found:
            validate(row, schema)
    validate(await shop.answer("get_series_info", series_id=4), series_schema)
