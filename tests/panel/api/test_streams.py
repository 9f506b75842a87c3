"""Streams, categories and bouquets over HTTP, on both databases."""

from pathlib import Path

from monitoring.contract.streams import StreamHealthRow
from tests.panel.api.house import House, open_house

STREAM = {
    "name": "News 24",
    "sourceUrl": "http://user:canary@source.example/news.ts",
    "backupUrls": ["http://canary.example/b.ts"],
    "onDemand": True,
    "guideId": "news.tv",
}


async def test_a_stream_is_created_read_changed_and_removed(any_house: House) -> None:
    category = await any_house.create("/api/v1/categories", {"name": "News"})
    made = await any_house.ask("POST", "/api/v1/streams", {**STREAM, "categoryId": category})
    assert made.status == 201
    assert {**made.json, **STREAM, "categoryId": category, "type": "live", "enabled": True} == made.json
    path = f"/api/v1/streams/{made.json['id']}"
    changed = await any_house.ask("PATCH", path, {"name": "News", "backupUrls": [], "categoryId": None})
    assert (changed.json["name"], changed.json["backupUrls"], changed.json["categoryId"]) == ("News", [], None)
    assert (await any_house.ask("GET", path)).json["sourceUrl"] == STREAM["sourceUrl"]
    assert (await any_house.ask("DELETE", path)).status == 204
    assert (await any_house.ask("DELETE", path)).status == 404


async def test_restart_triggers_are_kept_and_taken_away(any_house: House) -> None:
    triggers = {
        "restartSilenceS": 5,
        "restartEveryH": 24,
        "restartErrorsPerMinute": 100,
        "restartsPerHour": 2,
    }
    stream = await any_house.create("/api/v1/streams", {**STREAM, **triggers})
    path = f"/api/v1/streams/{stream}"
    assert {**(await any_house.ask("GET", path)).json, **triggers} == (await any_house.ask("GET", path)).json
    changed = await any_house.ask("PATCH", path, dict.fromkeys(triggers))
    assert [changed.json[name] for name in triggers] == [None] * 4
    assert (await any_house.ask("PATCH", path, {"restartSilenceS": 0})).status == 400


async def test_a_transcode_preset_is_kept_and_taken_away(any_house: House) -> None:
    stream = await any_house.create("/api/v1/streams", {**STREAM, "transcode": "h264-480p"})
    path = f"/api/v1/streams/{stream}"
    assert (await any_house.ask("GET", path)).json["transcode"] == "h264-480p"
    assert (await any_house.ask("PATCH", path, {"transcode": "-i"})).status == 400
    assert (await any_house.ask("PATCH", path, {"transcode": None})).json["transcode"] is None


async def test_sources_that_ffmpeg_pulls_are_for_live_streams(any_house: House) -> None:
    source = {**STREAM, "sourceUrl": "rtmp://source.example/live/canary", "backupUrls": ["srt://canary.example:9000"]}
    stream = await any_house.create("/api/v1/streams", source)
    path = f"/api/v1/streams/{stream}"
    assert (await any_house.ask("GET", path)).json["backupUrls"] == source["backupUrls"]
    for refused in ({"type": "movie"}, {"sourceUrl": "udp://239.0.0.1:5000"}, {"sourceUrl": "srt://source.example"}):
        answer = await any_house.ask("PATCH", path, refused)
        assert (answer.status, b'"field":"sourceUrl"' in answer.body) == (400, True)
    assert (await any_house.ask("PATCH", path, {"logoUrl": "rtmp://source.example/logo"})).status == 400
    assert (await any_house.ask("GET", path)).json["type"] == "live"


async def test_upstream_addresses_are_for_admin_alone(house: House) -> None:
    stream = await house.create("/api/v1/streams", STREAM)
    await house.services.sampler.tick()
    for path in ("/api/v1/streams", f"/api/v1/streams/{stream}"):
        assert b"canary" in (await house.ask("GET", path)).body
        for role in ("operator", "viewer"):
            assert (
                b"canary"
                not in (await house.ask("GET", path, role="operator" if role == "operator" else "viewer")).body
            )


async def test_the_list_is_also_what_the_event_says(house: House) -> None:
    first = await house.create("/api/v1/streams", STREAM)
    await house.create("/api/v1/streams", {**STREAM, "name": "Other", "enabled": False})
    before = await house.ask("GET", "/api/v1/streams")
    assert (before.json["seq"], before.json["timestamp"], before.json["streams"]) == (None, None, [])
    assert before.items[0]["status"] == "unknown"

    snapshot = await house.services.sampler.tick()
    page = await house.ask("GET", "/api/v1/streams?search=news")
    assert (page.json["seq"], page.json["total"]) == (snapshot.seq, 1)
    health = page.json["streams"]
    assert isinstance(health, list)
    assert StreamHealthRow.model_validate(health[0]).stream_id == first
    names = {info.alias for name, info in StreamHealthRow.model_fields.items() if name[:7] != "stream_"}
    assert {name: page.items[0][str(name)] for name in names} == {name: health[0][str(name)] for name in names}

    stopped = await house.ask("GET", "/api/v1/streams?status=stopped")
    assert ([item["name"] for item in stopped.items], stopped.json["total"]) == (["Other"], 1)


async def test_streams_are_stopped_and_started_for_good(house: House) -> None:
    stream = await house.create("/api/v1/streams", STREAM)
    stopped = await house.ask("POST", f"/api/v1/streams/{stream}/stop", role="operator")
    assert (stopped.status, stopped.json["streamId"], stopped.json["status"]) == (200, stream, "stopped")
    assert (await house.ask("GET", f"/api/v1/streams/{stream}")).json["enabled"] is False
    started = await house.ask("POST", f"/api/v1/streams/{stream}/start", role="operator")
    assert started.json["status"] in ("unknown", "starting", "online", "offline")
    assert (await house.ask("GET", f"/api/v1/streams/{stream}")).json["enabled"] is True
    assert (await house.ask("POST", f"/api/v1/streams/{stream}/restart", role="operator")).status == 200
    for verb in ("start", "stop", "restart"):
        assert (await house.ask("POST", f"/api/v1/streams/999/{verb}", role="operator")).status == 404


async def test_private_sources_are_refused_unless_allowed(tmp_path: Path, house: House) -> None:
    for url in (
        "http://127.0.0.1/a",
        "http://localhost:8080/a",
        "http://10.1.2.3/a",
        "http://[::1]/a",
        "http://[fe80::1]/a",
        "http://169.254.169.254/latest",
        "http://0x7f.1/a",
        "http://2130706433/a",
        "http://[::ffff:10.0.0.1]/a",
    ):
        answer = await house.ask("POST", "/api/v1/streams", {"name": "A", "sourceUrl": url})
        assert (answer.status, answer.error["field"]) == (400, "sourceUrl"), url
        backup = await house.ask("POST", "/api/v1/streams", {**STREAM, "backupUrls": [url]})
        assert (backup.status, backup.error["field"]) == (400, "backupUrls"), url
    async with open_house(tmp_path / "open", allow_private_sources=True) as open_to_all:
        await open_to_all.create("/api/v1/streams", {"name": "A", "sourceUrl": "http://127.0.0.1/a"})


async def test_bad_sources_are_refused_without_being_repeated(house: House) -> None:
    for url in (
        "file:///etc/passwd",
        "ftp://canary.example/",
        "http://",
        "http:///a",
        "canary",
        "http://a b/canary",
        "http://h:99999/canary",
        "http://h:0/canary",
        "http://[canary/",
        "javascript:canary",
    ):
        answer = await house.ask("POST", "/api/v1/streams", {"name": "A", "sourceUrl": url})
        assert (answer.status, answer.error["field"]) == (400, "sourceUrl"), url
        assert b"canary" not in answer.body


async def test_a_category_must_exist_and_be_unique_by_type(any_house: House) -> None:
    category = await any_house.create("/api/v1/categories", {"name": "News", "position": 2})
    movies = await any_house.create("/api/v1/categories", {"name": "News", "type": "movie", "position": 1})
    twice = await any_house.ask("POST", "/api/v1/categories", {"name": "News"})
    assert (twice.status, twice.error["code"], twice.error["field"]) == (409, "conflict", "name")
    listed = await any_house.ask("GET", "/api/v1/categories")
    assert [item["id"] for item in listed.items] == [movies, category]
    unknown = await any_house.ask("POST", "/api/v1/streams", {**STREAM, "categoryId": 999})
    assert (unknown.status, unknown.error["field"]) == (400, "categoryId")
    stream = await any_house.create("/api/v1/streams", {**STREAM, "categoryId": category})
    assert (await any_house.ask("PATCH", f"/api/v1/categories/{category}", {"name": "Sport"})).json["name"] == "Sport"
    assert (await any_house.ask("DELETE", f"/api/v1/categories/{category}")).status == 204
    assert (await any_house.ask("GET", f"/api/v1/streams/{stream}")).json["categoryId"] is None


async def test_bouquets_hold_streams_that_exist(any_house: House) -> None:
    stream = await any_house.create("/api/v1/streams", STREAM)
    bouquet = await any_house.create("/api/v1/bouquets", {"name": "Basic"})
    path = f"/api/v1/bouquets/{bouquet}"
    assert (await any_house.ask("PATCH", path, {"streamIds": [stream]})).json["streamIds"] == [stream]
    unknown = await any_house.ask("PATCH", path, {"streamIds": [stream, 999]})
    assert (unknown.status, unknown.error["field"]) == (400, "streamIds")
    assert (await any_house.ask("GET", path)).json["streamIds"] == [stream]
    twice = await any_house.ask("POST", "/api/v1/bouquets", {"name": "Basic"})
    assert (twice.status, twice.error["code"]) == (409, "conflict")
    await any_house.ask("DELETE", f"/api/v1/streams/{stream}")
    assert (await any_house.ask("GET", path)).json["streamIds"] == []
