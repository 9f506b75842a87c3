"""Bouquets over HTTP, on both databases."""

from tests.panel.api.house import House

PATH = "/api/v1/bouquets"
SOURCE = "http://source.example/news.ts"


async def test_a_bouquet_is_created_read_changed_and_removed(any_house: House) -> None:
    streams = [
        await any_house.create("/api/v1/streams", {"name": name, "sourceUrl": SOURCE}) for name in ("News", "Sport")
    ]
    bouquet = await any_house.create(PATH, {"name": "Basic", "streamIds": streams})
    read = await any_house.ask("GET", f"{PATH}/{bouquet}")
    assert read.json == {"id": bouquet, "name": "Basic", "streamIds": streams}

    changed = await any_house.ask("PATCH", f"{PATH}/{bouquet}", {"name": "Small", "streamIds": streams[:1]})
    assert changed.json == {"id": bouquet, "name": "Small", "streamIds": streams[:1]}

    assert (await any_house.ask("DELETE", f"{PATH}/{bouquet}")).status == 204
    assert (await any_house.ask("GET", f"{PATH}/{bouquet}")).error["code"] == "not_found"


async def test_bouquets_are_listed_by_name_and_searched(any_house: House) -> None:
    for name in ("Sport", "Basic", "Sport HD"):
        await any_house.create(PATH, {"name": name})
    assert [item["name"] for item in (await any_house.ask("GET", PATH)).items] == ["Basic", "Sport", "Sport HD"]
    found = await any_house.ask("GET", f"{PATH}?search=sport&limit=1")
    assert ([item["name"] for item in found.items], found.json["total"]) == (["Sport"], 2)


async def test_a_name_is_taken_once(any_house: House) -> None:
    await any_house.create(PATH, {"name": "Basic"})
    refused = await any_house.ask("POST", PATH, {"name": "Basic"})
    assert (refused.status, refused.error["field"]) == (409, "name")


async def test_a_stream_that_is_not_there_is_refused_and_nothing_is_kept(any_house: House) -> None:
    refused = await any_house.ask("POST", PATH, {"name": "Basic", "streamIds": [999]})
    assert (refused.status, refused.error["field"]) == (400, "streamIds")
    assert (await any_house.ask("GET", PATH)).json["total"] == 0
