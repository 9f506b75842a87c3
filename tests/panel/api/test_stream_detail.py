"""The health of a stream over HTTP, in full, and of many at a glance."""

import asyncio
from pathlib import Path

from tests.fakes.publisher import Publisher
from tests.panel.api.house import House, open_house


async def test_a_stream_that_was_never_observed_has_no_figures_but_a_formula(any_house: House) -> None:
    stream = await any_house.create(
        "/api/v1/streams", {"name": "News", "sourceUrl": "http://source.example/1.ts", "onDemand": True}
    )
    path = f"/api/v1/streams/{stream}/health"
    assert (await any_house.ask("GET", path)).status == 503
    await any_house.services.sampler.tick()
    detail = (await any_house.ask("GET", path, role="viewer")).json
    row = detail["stream"]
    assert isinstance(row, dict)
    assert (row["status"], row["running"], row["healthScore"], row["uptimePercent"]) == ("unknown", False, None, None)
    assert detail["formula"] == {
        "uptimePoints": 40,
        "errorPoints": 35,
        "responsePoints": 25,
        "worstErrorRate": 0.1,
        "bestResponseMs": 300.0,
        "worstResponseMs": 5000.0,
    }
    assert (detail["checks"], detail["changes"], detail["indicators"], detail["contents"]) == ([], [], [], None)
    assert (await any_house.ask("GET", "/api/v1/streams/999/health")).status == 404


async def test_what_a_running_stream_comes_to(tmp_path: Path, publisher: Publisher) -> None:
    async with open_house(tmp_path / "running", allow_private_sources=True) as house:
        stream = await house.create("/api/v1/streams", {"name": "News", "sourceUrl": publisher.url})
        book = house.services.health.book
        async with asyncio.timeout(10):
            while not book.waiting_changes(stream):
                await asyncio.sleep(0.02)
        await asyncio.sleep(1.1)
        book.settle()
        await house.services.sampler.tick()
        book.close_interval(house.services.gateway.board.states())
        detail = (await house.ask("GET", f"/api/v1/streams/{stream}/health")).json
        row = detail["stream"]
        assert isinstance(row, dict)
        assert (row["status"], row["running"], row["uptimePercent"], row["errorRate"]) == ("online", True, 100.0, 0.0)
        assert (row["healthScore"], row["healthClass"]) == (100.0, "excellent")
        assert row["scoreParts"] == {"uptime": 40.0, "errors": 35.0, "response": 25.0}
        assert row["responseMedianMs"] is not None
        checks, changes, points = detail["checks"], detail["changes"], detail["points"]
        assert isinstance(checks, list)
        assert isinstance(changes, list)
        assert isinstance(points, list)
        assert [check["verdict"] for check in checks] == ["ok"]
        assert checks[0]["responseMs"] is not None
        assert [(change["previous"], change["status"]) for change in changes] == [("starting", "online")]
        assert len(points) == 60
        indicators, contents = detail["indicators"], detail["contents"]
        assert isinstance(indicators, list)
        assert isinstance(contents, dict)
        assert [each["name"] for each in indicators if each["priority"] == 1] == [
            "TS_sync_loss",
            "Sync_byte_error",
            "PAT_error_2",
            "Continuity_count_error",
            "PMT_error_2",
            "PID_error",
        ]
        assert {each["count"] for each in indicators if each["priority"] == 1} == {0}
        video = contents["programmes"][0]["streams"][0]
        assert (video["kind"], video["codec"]) == ("video", row["videoCodec"])
        assert points[-1]["viewers"] == 0 or points[-2]["viewers"] == 0
        assert sum(point["observedS"] for point in points) >= 1


async def test_trends_of_the_streams_asked_for(house: House) -> None:
    streams = [
        await house.create(
            "/api/v1/streams", {"name": name, "sourceUrl": "http://source.example/1.ts", "onDemand": True}
        )
        for name in ("News", "Sport", "Films")
    ]
    await house.services.sampler.tick()
    house.services.health.book.checked(streams[1], "failed", None, "the source answers 404")

    async def ids(query: str) -> list[int]:
        found = (await house.ask("GET", f"/api/v1/streams/trends{query}", role="viewer")).json["streams"]
        assert isinstance(found, list)
        assert all(len(each["inputBps"]) == len(each["viewers"]) == 60 for each in found)
        return [each["streamId"] for each in found]

    assert await ids("") == streams
    assert await ids("?offset=1&limit=1") == streams[1:2]
    assert await ids(f"?ids={streams[2]},999,{streams[1]}") == [streams[2], streams[1]]
    assert (await house.ask("GET", "/api/v1/streams/trends?ids=x")).status == 400
    found = (await house.ask("GET", f"/api/v1/streams/trends?ids={streams[1]}")).json["streams"]
    assert isinstance(found, list)
    assert found[0]["checks"] == ["failed"]
