"""Any moment of the past, against the sessions it is put together from."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from tests.panel.api.house import House, open_house
from tests.panel.api.test_records import record, store

RANDOM = Random(1)
GERMANY = {"address": "192.0.2.9", "country_code": "DE", "country": "Germany"}


@pytest.fixture
async def any_house(tmp_path: Path, database_url: str) -> AsyncIterator[House]:
    async with open_house(tmp_path / "data", database_url=database_url) as opened:
        yield opened


def session(number: int, began: datetime, lasted_s: float | None, **fields: object) -> dict[str, object]:
    """Return a session; one that has not ended where it has no length."""
    ended_at = None if lasted_s is None else began + timedelta(seconds=lasted_s)
    found = {
        "started_at": began,
        "seen_at": ended_at or began,
        "ended_at": ended_at,
        "duration_s": lasted_s or 0.0,
        "end_reason": None if lasted_s is None else "left",
    }
    return record(number, **found | fields)


def wire(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


async def rows_at(house: House, at: datetime, query: str = "") -> list[dict[str, object]]:
    answer = await house.ask("GET", f"/api/v1/connections?at={wire(at)}&limit=1000&{query}", role="viewer")
    assert answer.status == 200, answer.body
    rows = answer.json["rows"]
    assert isinstance(rows, list)
    return rows


async def test_who_was_on_is_who_had_begun_and_not_ended(any_house: House) -> None:
    now = any_house.services.clock.now().replace(microsecond=0)
    sessions = [
        session(
            number,
            now - timedelta(seconds=RANDOM.randrange(1, 20_000)),
            RANDOM.choice([None, *range(1, 5_000, 7)]),
            address=f"192.0.2.{number % 9}",
        )
        for number in range(60)
    ]
    sessions = [each for each in sessions if each["ended_at"] is None or _time(each, "ended_at") < now]
    await store(any_house, *sessions)
    for ago_s in (1, 100, 3_000, 9_999, 19_999, 30_000):
        at = now - timedelta(seconds=ago_s)
        expected = {
            str(each["id"])
            for each in sessions
            if _time(each, "started_at") <= at and (each["ended_at"] is None or _time(each, "ended_at") > at)
        }
        assert {row["id"] for row in await rows_at(any_house, at)} == expected


def _time(found: dict[str, object], name: str) -> datetime:
    moment = found[name]
    assert isinstance(moment, datetime)
    return moment


async def test_a_row_of_the_past_tells_what_is_known_of_it(any_house: House) -> None:
    began = any_house.services.clock.now().replace(microsecond=0) - timedelta(hours=1)
    await store(any_house, session(1, began, 100.0, sent_bytes=1_000_000))
    (row,) = await rows_at(any_house, began + timedelta(seconds=40), "countryCode=PT&search=lisb&sort=bitrateBps")
    assert (row["duration"], row["bitrateBps"], row["bytesTransferred"]) == (40, 80_000, None)
    assert (row["country"], row["city"], row["isp"], row["stale"]) == ("Portugal", "Lisbon", "Net", False)
    assert await rows_at(any_house, began + timedelta(seconds=40), "countryCode=DE") == []


async def test_geo_and_dashboard_tell_of_the_same_moment(any_house: House) -> None:
    began = any_house.services.clock.now().replace(microsecond=0) - timedelta(minutes=10)
    await store(
        any_house,
        session(1, began, 300.0, sent_bytes=3_000_000, line_id=1),
        session(
            2, began, 300.0, sent_bytes=6_000_000, line_id=1, country_code="DE", country="Germany", address="192.0.2.9"
        ),
        session(3, began + timedelta(minutes=8), 10.0),
    )
    at = wire(began + timedelta(minutes=1))
    geo = (await any_house.ask("GET", f"/api/v1/geo?at={at}", role="viewer")).json
    countries = geo["countries"]
    assert isinstance(countries, list)
    assert {(each["countryCode"], each["connections"], each["bandwidthBps"]) for each in countries} == {
        ("PT", 1, 80_000),
        ("DE", 1, 160_000),
    }
    dashboard = (await any_house.ask("GET", f"/api/v1/dashboard?at={at}", role="viewer")).json
    assert (dashboard["activeConnections"], dashboard["onlineLines"]) == (2, 1)
    assert dashboard["timestamp"] == at.replace("Z", ".000Z")
    await any_house.services.sampler.tick()
    bandwidth = await any_house.ask("GET", f"/api/v1/bandwidth?at={at}&windowS=60", role="viewer")
    history = bandwidth.json["history"]
    assert isinstance(history, list)
    assert all(point["timestamp"] < at for point in history)


async def test_what_has_not_come_or_is_forgotten_is_told(any_house: House) -> None:
    now = any_house.services.clock.now()
    for at in (now + timedelta(hours=1), now - timedelta(days=31)):
        answer = await any_house.ask("GET", f"/api/v1/connections?at={wire(at)}")
        assert (answer.status, answer.error["field"]) == (400, "at")
    assert (await any_house.ask("GET", "/api/v1/dashboard?at=yesterday")).error["field"] == "at"


async def test_pages_of_one_moment_are_of_one_state(any_house: House) -> None:
    began = any_house.services.clock.now().replace(microsecond=0) - timedelta(minutes=10)
    await store(any_house, session(1, began, 300.0))
    at = began + timedelta(minutes=1)
    assert len(await rows_at(any_house, at)) == 1
    await store(any_house, session(2, began, 300.0))
    assert len(await rows_at(any_house, at, "offset=0")) == 1
