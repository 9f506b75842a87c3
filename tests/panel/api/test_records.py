"""Sessions and activity, on both databases."""

import csv
import io
from datetime import UTC, datetime, timedelta

import orjson
from sqlalchemy import insert, update

from panel.db.history_tables import OPEN_SESSIONS
from panel.db.models import Activity
from tests.fakes.recorded_sessions import store_sessions
from tests.panel.api.house import House

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
AGENT = '=HYPERLINK("http://evil.example")'


def record(number: int, **fields: object) -> dict[str, object]:
    started_at = BEGAN + timedelta(minutes=number)
    return {
        "id": f"session-{number:05}",
        "installation": "test",
        "line_id": number % 3 + 1,
        "username": f"user{number % 3}",
        "stream_id": 7,
        "stream_name": "News",
        "stream_type": "live",
        "protocol": "http-ts",
        "collector": "gateway",
        "address": "192.0.2.1",
        "country_code": "PT",
        "country": "Portugal",
        "city": "Lisbon",
        "isp": "Net",
        "asn": 4_200_000_000,
        "user_agent": AGENT,
        "started_at": started_at,
        "seen_at": started_at + timedelta(seconds=10),
        "ended_at": started_at + timedelta(seconds=10),
        "duration_s": 10.0,
        "sent_bytes": 2**40,
        "peak_bps": 2**35,
        "stall_s": 0.5,
        "bytes_exact": True,
        "end_reason": "left",
    } | fields


async def store(house: House, *records: dict[str, object]) -> None:
    await store_sessions(house.services.database, *records)


async def ids(house: House, query: str) -> list[object]:
    answer = await house.ask("GET", f"/api/v1/sessions?{query}", role="viewer")
    assert answer.status == 200, answer.body
    return [item["id"] for item in answer.items]


async def test_sessions_come_newest_first_with_their_figures(any_house: House) -> None:
    running = record(2, ended_at=None, end_reason=None, bytes_exact=False, sent_bytes=None, duration_s=0.0)
    await store(any_house, record(1), running)
    answer = await any_house.ask("GET", "/api/v1/sessions", role="viewer")
    newest, oldest = answer.items
    assert oldest == {
        "id": "session-00001",
        "lineId": 2,
        "username": "user1",
        "streamId": 7,
        "streamName": "News",
        "streamType": "live",
        "protocol": "http-ts",
        "ip": "192.0.2.1",
        "country": "Portugal",
        "countryCode": "PT",
        "city": "Lisbon",
        "isp": "Net",
        "asn": 4_200_000_000,
        "userAgent": AGENT,
        "connectedAt": "2026-01-01T00:01:00.000Z",
        "duration": 10,
        "bytesTransferred": 2**40,
        "bitrateBps": None,
        "collector": "gateway",
        "stale": False,
        "atRisk": None,
        "cause": None,
        "endedAt": "2026-01-01T00:01:10.000Z",
        "endReason": "left",
        "meanBps": round(2**40 * 8 / 10),
        "peakBps": 2**35,
        "stallS": 0.5,
        "bytesExact": True,
    }
    assert (newest["endedAt"], newest["endReason"], newest["meanBps"], newest["bytesTransferred"]) == (None,) * 4


async def test_sessions_are_filtered_sorted_and_paged(any_house: House) -> None:
    odd = {"country_code": "DE", "protocol": "hls", "isp": None, "username": "o%dd", "end_reason": "kicked"}
    await store(any_house, *(record(number) for number in range(6)), record(6, **odd))
    everything = [f"session-{number:05}" for number in range(6, -1, -1)]
    assert await ids(any_house, "limit=3&offset=2") == everything[2:5]
    for query in ("countryCode=de", "protocol=hls", "username=o%25dd", "search=O%25D", "endReason=kicked"):
        assert await ids(any_house, query) == ["session-00006"], query
    assert await ids(any_house, "lineId=1") == ["session-00006", "session-00003", "session-00000"]
    assert await ids(any_house, "isp=Net&from=2026-01-01T00:04:00Z") == ["session-00005", "session-00004"]
    assert await ids(any_house, "to=2026-01-01T01:01:00%2B01:00") == ["session-00000"]
    assert await ids(any_house, "ip=%5B::ffff:192.0.2.1%5D&limit=1") == everything[:1]
    assert await ids(any_house, f"lineId={2**40}") == []
    assert (await ids(any_house, "sort=username&order=asc"))[0] == "session-00006"
    assert (await any_house.ask("GET", "/api/v1/sessions?from=yesterday")).error["field"] == "from"


async def test_sessions_are_found_by_how_their_viewers_fared(any_house: House) -> None:
    unknown = record(0, stall_s=None, peak_bps=None, sent_bytes=None)
    slow = record(1, stall_s=40.0, peak_bps=3_000_000, sent_bytes=10_000_000)
    quick = record(2, stall_s=0.0, peak_bps=9_000_000, sent_bytes=10_000_000, duration_s=5.0)
    await store(any_house, unknown, slow, quick)
    numbers = {"u": "session-00000", "s": "session-00001", "q": "session-00002"}
    for query, expected in {
        "sort=stallS": "squ",
        "sort=stallS&order=asc": "qsu",
        "sort=peakBps": "qsu",
        "sort=meanBps": "qsu",
        "sort=meanBps&order=asc": "squ",
        "minStallS=0.5": "s",
        "minStallS=0": "qs",
    }.items():
        assert await ids(any_house, query) == [numbers[letter] for letter in expected], query


async def test_sessions_are_exported_whole(any_house: House) -> None:
    await store(any_house, *(record(number) for number in range(2500)))
    answer = await any_house.ask("GET", "/api/v1/sessions/export?format=csv&lineId=1", role="viewer")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="sessions.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.body.decode())))
    assert [row["id"] for row in rows] == [f"session-{number:05}" for number in range(2499, -1, -1) if number % 3 == 0]
    # A spreadsheet must not take what a player sent for a formula.
    assert {row["userAgent"] for row in rows} == {"'" + AGENT}
    lines = (await any_house.ask("GET", "/api/v1/sessions/export?format=ndjson", role="viewer")).body.splitlines()
    assert len(lines) == 2500
    assert orjson.loads(lines[0])["userAgent"] == AGENT
    assert (await any_house.ask("GET", "/api/v1/sessions/export?format=xlsx")).error["field"] == "format"


async def test_connections_are_exported_even_when_there_are_none(house: House) -> None:
    await house.services.sampler.tick()
    answer = await house.ask("GET", "/api/v1/connections/export?format=csv&search=x", role="viewer")
    assert answer.body.decode().startswith('"id","lineId","username"')
    assert answer.body.count(b"\r\n") == 1


async def test_activity_is_newest_first_and_filtered(any_house: House) -> None:
    kinds = ["line.created", "stream.offline", "line.created"]
    async with any_house.services.database.begin() as connection:
        rows = [
            {"at": BEGAN, "kind": kind, "actor": "root", "subject": f"s{n}", "message": f"m{n}", "key": f"k{n}"}
            for n, kind in enumerate(kinds)
        ]
        await connection.execute(insert(Activity), rows)
    answer = await any_house.ask("GET", "/api/v1/activity?kind=line.created&limit=1", role="viewer")
    assert answer.json["total"] == 2
    assert answer.items[0] | {"id": 0} == {
        "id": 0,
        "timestamp": "2026-01-01T00:00:00.000Z",
        "kind": "line.created",
        "actor": "root",
        "subject": "s2",
        "message": "m2",
    }
    assert [item["message"] for item in (await any_house.ask("GET", "/api/v1/activity?search=M1")).items] == ["m1"]


async def test_an_open_session_has_the_figures_of_the_last_tick(any_house: House) -> None:
    running = record(2, ended_at=None, end_reason=None, sent_bytes=None, peak_bps=None, duration_s=0.0)
    await store(any_house, record(1), record(3, sent_bytes=5, duration_s=2.0), running)
    async with any_house.services.database.begin() as connection:
        await connection.execute(update(OPEN_SESSIONS).values(sent_bytes=1000, peak_bps=900, lasted_ms=4000))
    answer = await any_house.ask("GET", "/api/v1/sessions?sort=bytesTransferred", role="viewer")
    _, shown, _ = answer.items
    assert {name: shown[name] for name in ("id", "bytesTransferred", "peakBps", "duration", "meanBps")} == {
        "id": running["id"],
        "bytesTransferred": 1000,
        "peakBps": 900,
        "duration": 4,
        "meanBps": 2000,
    }
    assert await ids(any_house, "sort=duration&order=asc") == ["session-00003", running["id"], "session-00001"]
