"""Reports on sessions on record, on both databases."""

import csv
import io
from datetime import timedelta

from sqlalchemy import insert, select

from panel.data_dir import installation_id
from panel.db.history_tables import HISTORY_HOURS, HISTORY_NAMES
from panel.db.models import Stream
from panel.history.times import HOUR_S, steps_since_epoch
from tests.panel.api.house import House
from tests.panel.api.test_records import AGENT, BEGAN, record, store

WINDOW = "from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z"


async def streams(house: House, *names: str) -> None:
    rows = [
        {"name": name, "type": "live", "source_url": "http://192.0.2.1/", "backup_urls": "[]", "created_at": BEGAN}
        for name in names
    ]
    async with house.services.database.begin() as connection:
        for row in rows:
            await connection.execute(insert(Stream).values(on_demand=True, enabled=True, position=0, **row))


async def test_what_was_watched_and_by_whom(any_house: House) -> None:
    await store(
        any_house,
        record(1),
        record(2, stream_id=8, stream_name="Sport", duration_s=3600.0),
        record(3),
        record(4, started_at=BEGAN + timedelta(days=1)),
    )
    watched = (await any_house.ask("GET", f"/api/v1/reports/streams?{WINDOW}", role="viewer")).items
    assert [(each["streamId"], each["sessions"], each["watchedS"], each["lines"]) for each in watched] == [
        (8, 1, 3600, 1),
        (7, 2, 20, 2),
    ]
    assert watched[1]["bytesTransferred"] == 2 * 2**40
    lines = (await any_house.ask("GET", f"/api/v1/reports/lines?{WINDOW}", role="viewer")).items
    assert {(each["lineId"], each["username"], each["sessions"]) for each in lines} == {
        (1, "user0", 1),
        (2, "user1", 1),
        (3, "user2", 1),
    }


async def test_a_report_is_a_file_without_formulas(house: House) -> None:
    await store(house, record(1, stream_name=AGENT))
    answer = await house.ask("GET", f"/api/v1/reports/streams/export?format=csv&{WINDOW}")
    (row,) = csv.DictReader(io.StringIO(answer.body.decode()))
    assert row["streamName"] == "'" + AGENT
    assert (await house.ask("GET", f"/api/v1/reports/lines/export?format=ndjson&{WINDOW}")).body.count(b"\n") == 1


async def test_streams_nobody_watched(any_house: House) -> None:
    await streams(any_house, "Watched", "Long ago", "Never")
    await store(
        any_house,
        record(1, stream_id=1),
        record(2, stream_id=2, started_at=BEGAN - timedelta(days=9), ended_at=BEGAN - timedelta(days=8)),
        record(3, stream_id=None),
    )
    unused = (await any_house.ask("GET", f"/api/v1/reports/unused-streams?{WINDOW}")).items
    assert [(each["streamName"], each["lastWatchedAt"]) for each in unused] == [
        ("Long ago", "2025-12-23T00:00:00.000Z"),
        ("Never", None),
    ]


async def test_the_busiest_hours(any_house: House) -> None:
    services = any_house.services
    hour = steps_since_epoch(BEGAN, HOUR_S)
    row = {"dimension": 0, "key": 0, "sent_bytes": 1, "bps_sum": 5, "rated": 1, "connections_sum": 9, "ticks": 1}
    async with services.database.begin() as connection:
        for number, name in ((900, installation_id(services.settings.data_dir)), (901, "elsewhere")):
            if (await connection.execute(select(HISTORY_NAMES).where(HISTORY_NAMES.c.name == name))).first() is None:
                await connection.execute(insert(HISTORY_NAMES).values(id=number, name=name))
        names = (await connection.execute(select(HISTORY_NAMES))).all()
        for found in names:
            most = {"connections_max": 99 if found.name == "elsewhere" else 10, "bps_max": 5}
            for at in (hour, hour + 24):
                await connection.execute(insert(HISTORY_HOURS).values(at=at, installation=found.id, **row, **most))
    answer = await any_house.ask("GET", f"/api/v1/reports/busy-hours?{WINDOW}&timeZone=America/New_York")
    assert answer.items == [{"weekday": 3, "hour": 19, "connections": 10, "bandwidthBps": 5}]


async def test_a_page_to_print_shows_names_as_text(any_house: House) -> None:
    await store(any_house, record(1, stream_name="<script>alert(1)</script>", username="<b>bob"))
    answer = await any_house.ask(
        "GET", "/api/v1/reports/printed?period=month&date=2026-01-15&timeZone=Europe/Berlin", role="viewer"
    )
    page = answer.body.decode()
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "&lt;b&gt;bob" in page
    assert "1.1 TB" in page
    assert "2026-01-01 00:00 to 2026-02-01 00:00, Europe/Berlin" in page


async def test_a_wrong_window_is_told(house: House) -> None:
    for query, field in (
        ("busy-hours?timeZone=Mars", "timeZone"),
        ("streams?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "to"),
        ("printed?period=year", "period"),
    ):
        answer = await house.ask("GET", f"/api/v1/reports/{query}")
        assert (answer.status, answer.error["field"]) == (400, field)


async def test_lines_come_in_pages(any_house: House) -> None:
    await store(
        any_house, *(record(number, sent_bytes=1000 - number) for number in range(1, 4)), record(9, line_id=None)
    )
    first = await any_house.ask("GET", f"/api/v1/reports/lines?{WINDOW}&limit=2", role="viewer")
    rest = await any_house.ask("GET", f"/api/v1/reports/lines?{WINDOW}&limit=2&offset=2", role="viewer")
    assert [each["lineId"] for each in (*first.items, *rest.items)] == [None, 2, 3, 1]
    assert [(page.json["total"], page.json["offset"], page.json["limit"]) for page in (first, rest)] == [
        (4, 0, 2),
        (4, 2, 2),
    ]
