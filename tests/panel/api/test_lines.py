"""Lines over HTTP, on both databases."""

import pytest

from tests.panel.api.house import House

LINE = {
    "username": "bob",
    "password": "s3cret",
    "maxConnections": 2,
    "expiresAt": "2030-01-01T00:00:00Z",
    "trial": True,
}


async def test_a_line_is_created_read_changed_and_removed(any_house: House) -> None:
    made = await any_house.ask("POST", "/api/v1/lines", LINE)
    assert made.status == 201
    line_id = made.json["id"]
    assert made.json == {
        "id": line_id,
        "username": "bob",
        "password": "s3cret",
        "maxConnections": 2,
        "expiresAt": "2030-01-01T00:00:00.000Z",
        "trial": True,
        "enabled": True,
        "bouquetIds": [],
        "createdAt": made.json["createdAt"],
        "allowedCountries": [],
        "allowedIsps": [],
        "allowedNetworks": [],
        "allowedAgents": [],
        "quotaBytesPerMonth": None,
        "bytesThisMonth": 0,
    }
    assert (await any_house.ask("GET", f"/api/v1/lines/{line_id}")).json == made.json

    changed = await any_house.ask("PATCH", f"/api/v1/lines/{line_id}", {"enabled": False, "expiresAt": None})
    assert changed.json == {**made.json, "enabled": False, "expiresAt": None}

    removed = await any_house.ask("DELETE", f"/api/v1/lines/{line_id}")
    assert (removed.status, removed.body) == (204, b"")
    assert (await any_house.ask("GET", f"/api/v1/lines/{line_id}")).error["code"] == "not_found"


async def test_players_and_counts_know_a_line_at_once(house: House) -> None:
    await house.create("/api/v1/lines", LINE)
    known = house.services.catalog.line_by_username("bob")
    assert known is not None
    assert known.max_connections == 2


async def test_a_password_is_generated_where_none_is_given(house: House) -> None:
    made = await house.ask("POST", "/api/v1/lines", {"username": "carol"})
    password = made.json["password"]
    assert isinstance(password, str)
    assert len(password) >= 12


async def test_passwords_are_for_admin_alone(house: House) -> None:
    line_id = await house.create("/api/v1/lines", LINE)
    for path in ("/api/v1/lines", f"/api/v1/lines/{line_id}"):
        assert b"s3cret" in (await house.ask("GET", path)).body
        assert b"s3cret" not in (await house.ask("GET", path, role="operator")).body
        assert b"s3cret" not in (await house.ask("GET", path, role="viewer")).body


async def test_a_taken_username_is_a_conflict(any_house: House) -> None:
    await any_house.create("/api/v1/lines", LINE)
    other = await any_house.create("/api/v1/lines", {"username": "eve"})
    for answer in (
        await any_house.ask("POST", "/api/v1/lines", LINE),
        await any_house.ask("PATCH", f"/api/v1/lines/{other}", {"username": "bob"}),
    ):
        assert answer.status == 409
        assert answer.error == {"code": "conflict", "message": "the username bob is taken", "field": "username"}


async def test_lists_are_searched_filtered_and_paged(any_house: House) -> None:
    for name in ("anna", "Hanna", "bob_1", "bobx1"):
        await any_house.create("/api/v1/lines", {"username": name, "trial": name == "bobx1"})
    found = await any_house.ask("GET", "/api/v1/lines?search=ANN")
    assert sorted(str(line["username"]) for line in found.items) == ["Hanna", "anna"]
    # `_` is a character like any other.
    assert [line["username"] for line in (await any_house.ask("GET", "/api/v1/lines?search=b_1")).items] == ["bob_1"]
    assert [line["username"] for line in (await any_house.ask("GET", "/api/v1/lines?trial=true")).items] == ["bobx1"]
    page = await any_house.ask("GET", "/api/v1/lines?offset=1&limit=2")
    assert (page.json["total"], page.json["offset"], page.json["limit"], len(page.items)) == (4, 1, 2, 2)
    assert (await any_house.ask("GET", "/api/v1/lines?offset=9007199254740992")).json["items"] == []


async def test_bouquets_are_given_and_taken(any_house: House) -> None:
    stream = await any_house.create("/api/v1/streams", {"name": "News", "sourceUrl": "http://example.com/1"})
    bouquet = await any_house.create("/api/v1/bouquets", {"name": "Basic", "streamIds": [stream]})
    line = await any_house.create("/api/v1/lines", {"username": "bob", "bouquetIds": [bouquet, bouquet]})
    assert (await any_house.ask("GET", f"/api/v1/lines/{line}")).json["bouquetIds"] == [bouquet]
    refused = await any_house.ask("DELETE", f"/api/v1/bouquets/{bouquet}")
    assert (refused.status, refused.error["code"]) == (409, "conflict")
    assert (await any_house.ask("PATCH", f"/api/v1/lines/{line}", {"bouquetIds": []})).json["bouquetIds"] == []
    assert (await any_house.ask("DELETE", f"/api/v1/bouquets/{bouquet}")).status == 204
    unknown = await any_house.ask("PATCH", f"/api/v1/lines/{line}", {"bouquetIds": [999]})
    assert (unknown.status, unknown.error["field"]) == (400, "bouquetIds")


BAD_BODIES: list[tuple[dict[str, object], str]] = [
    ({}, "username"),
    ({"username": ""}, "username"),
    ({"username": "a/b"}, "username"),
    ({"username": "a b"}, "username"),
    ({"username": "a\x00b"}, "username"),
    ({"username": ".."}, "username"),
    ({"username": "live"}, "username"),
    ({"username": "x" * 65}, "username"),
    ({"username": "bob", "maxConnections": -1}, "maxConnections"),
    ({"username": "bob", "maxConnections": "many"}, "maxConnections"),
    ({"username": "bob", "expiresAt": "2030-01-01"}, "expiresAt"),
    ({"username": "bob", "expiresAt": "2030-01-01T00:00:00"}, "expiresAt"),
    ({"username": "bob", "expiresAt": "0001-01-01T00:00:00+14:00"}, "expiresAt"),
    ({"username": "bob", "bouquetIds": [0]}, "bouquetIds.0"),
    ({"username": "bob", "bouquetIds": [2**40]}, "bouquetIds.0"),
    ({"username": "bob", "id": 7}, "id"),
    ({"username": "bob", "createdAt": "2030-01-01T00:00:00Z"}, "createdAt"),
    ({"username": "bob", "isAdmin": True}, "isAdmin"),
]


async def test_bad_bodies_get_the_one_clear_error(house: House) -> None:
    for body, field in BAD_BODIES:
        answer = await house.ask("POST", "/api/v1/lines", body)
        assert answer.status == 400, body
        assert (answer.error["code"], answer.error["field"]) == ("bad_request", field)
    assert (await house.ask("GET", "/api/v1/lines")).json["total"] == 0


async def test_null_is_only_for_what_may_be_empty(house: House) -> None:
    line = await house.create("/api/v1/lines", LINE)
    answer = await house.ask("PATCH", f"/api/v1/lines/{line}", {"username": None})
    assert (answer.status, answer.error["message"]) == (400, "username cannot be null")


async def test_rules_are_written_in_one_way_and_reach_players_at_once(any_house: House) -> None:
    rules = {
        "allowedCountries": ["de", "AT"],
        "allowedIsps": [" Deutsche Telekom* ", "AS3320"],
        "allowedNetworks": ["192.0.2.7", "10.1.2.3/8", "2001:DB8::/32", "::ffff:198.51.100.1"],
        "allowedAgents": ["VLC/*"],
    }
    line_id = await any_house.create("/api/v1/lines", {"username": "bob", **rules})
    read = await any_house.ask("GET", f"/api/v1/lines/{line_id}")
    assert {name: read.json[name] for name in rules} == {
        "allowedCountries": ["DE", "AT"],
        "allowedIsps": ["Deutsche Telekom*", "AS3320"],
        "allowedNetworks": ["192.0.2.7/32", "10.0.0.0/8", "2001:db8::/32", "198.51.100.1/32"],
        "allowedAgents": ["VLC/*"],
    }
    known = any_house.services.catalog.line_by_username("bob")
    assert known is not None
    assert known.rules.countries == {"DE", "AT"}
    assert known.rules.isps == ("deutsche telekom*", "as3320")
    assert [str(network) for network in known.rules.networks] == read.json["allowedNetworks"]

    lifted = await any_house.ask("PATCH", f"/api/v1/lines/{line_id}", {"allowedCountries": [], "allowedIsps": []})
    assert (lifted.json["allowedCountries"], lifted.json["allowedAgents"]) == ([], ["VLC/*"])


@pytest.mark.parametrize(
    "rule",
    [
        {"allowedCountries": ["Germany"]},
        {"allowedCountries": [""]},
        {"allowedNetworks": ["192.0.2.0/33"]},
        {"allowedNetworks": ["example.com"]},
        {"allowedAgents": [""]},
        {"allowedAgents": None},
    ],
)
async def test_a_rule_that_is_none_is_refused(house: House, rule: dict[str, object]) -> None:
    line_id = await house.create("/api/v1/lines", LINE)
    answer = await house.ask("PATCH", f"/api/v1/lines/{line_id}", rule)
    assert (answer.status, answer.error["code"]) == (400, "bad_request")
