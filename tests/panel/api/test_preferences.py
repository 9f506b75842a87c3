"""What is set while the service runs, and the first steps, over HTTP; on both databases."""

from pathlib import Path

import pytest

from tests.panel.api.house import House, open_house
from tests.panel.api.test_records import record, store

SETTINGS = "/api/v1/settings"


def days(answer: dict[str, object]) -> dict[str, object]:
    kept = answer["retention"]
    assert isinstance(kept, dict)
    return {name: value["days"] for name, value in kept.items()}


async def test_settings_are_read_by_all_and_changed_by_admins(any_house: House) -> None:
    told = (await any_house.ask("GET", SETTINGS, role="viewer")).json
    assert days(told) == {"sessions": 30, "samples": 731, "activity": 30, "audit": None}
    assert told["limitPolicy"] == {"value": "refuse", "fixedBy": None}
    assert told["publicUrl"] == {"url": any_house.url, "origin": "request", "fixedBy": None}

    change = {"retention": {"sessions": 90, "samples": None, "audit": 365}, "limitPolicy": "end-oldest"}
    assert (await any_house.ask("PATCH", SETTINGS, change, role="operator")).status == 403
    changed = await any_house.ask("PATCH", SETTINGS, change)
    assert changed.status == 200
    assert days(changed.json) == {"sessions": 90, "samples": None, "activity": 30, "audit": 365}
    assert (await any_house.ask("GET", SETTINGS)).json == changed.json
    assert (await any_house.ask("PATCH", SETTINGS, {})).json == changed.json

    (entry,) = (await any_house.ask("GET", "/api/v1/audit?kind=settings.changed")).items
    assert entry["changes"] == [
        {"field": "sessionsDays", "before": 30, "after": 90},
        {"field": "samplesDays", "before": 731, "after": None},
        {"field": "auditDays", "before": None, "after": 365},
        {"field": "limitPolicy", "before": "refuse", "after": "end-oldest"},
    ]


async def test_a_longer_retention_reaches_farther_back(house: House) -> None:
    at = "/api/v1/connections?at=2026-01-01T00:00:00Z"
    assert (await house.ask("GET", at)).error["field"] == "at"
    await house.ask("PATCH", SETTINGS, {"retention": {"sessions": None}})
    assert (await house.ask("GET", at)).status == 200


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"retention": {"sessions": 0}}, "retention.sessions"),
        ({"retention": {"audit": 3651}}, "retention.audit"),
        ({"retention": {"surprise": 1}}, "retention.surprise"),
        ({"limitPolicy": "kick-all"}, "limitPolicy"),
        ({"publicUrl": "https://a.example"}, "publicUrl"),
    ],
)
async def test_what_is_no_setting_is_refused(house: House, change: dict[str, object], field: str) -> None:
    answer = await house.ask("PATCH", SETTINGS, change)
    assert (answer.status, answer.error["field"]) == (400, field)


async def test_what_the_environment_sets_is_marked_and_stays(tmp_path: Path) -> None:
    given = {"history_days": 7, "limit_policy": "end-oldest", "public_url": "https://tv.example"}
    async with open_house(tmp_path / "data", **given) as house:
        told = (await house.ask("GET", SETTINGS)).json
        assert days(told) == {"sessions": 7, "samples": 731, "activity": 7, "audit": None}
        assert told["limitPolicy"] == {"value": "end-oldest", "fixedBy": "environment"}
        assert told["publicUrl"] == {"url": "https://tv.example", "origin": "setting", "fixedBy": "environment"}
        answer = await house.ask("PATCH", SETTINGS, {"retention": {"activity": 8, "audit": 9}})
        assert (answer.status, answer.error["code"], answer.error["field"]) == (409, "conflict", "retention.activity")
        assert (await house.ask("GET", SETTINGS)).json == told


async def test_first_steps_are_taken_one_by_one(any_house: House) -> None:
    async def told() -> object:
        answer = await any_house.ask("GET", "/api/v1/first-run")
        return answer.json["needed"], answer.json["steps"]

    done = {"passwordChanged": True, "streams": False, "lines": False, "played": False}
    assert await told() == (True, done)
    await any_house.create("/api/v1/streams", {"name": "News", "sourceUrl": "http://example.com/1"})
    assert await told() == (True, done | {"streams": True})
    await any_house.create("/api/v1/lines", {"username": "bob", "password": "pw"})
    assert await told() == (False, done | {"streams": True, "lines": True})
    await store(any_house, record(1))
    assert await told() == (False, done | {"streams": True, "lines": True, "played": True})
    assert (await any_house.ask("GET", "/api/v1/first-run", role="operator")).status == 403
