"""`/metrics` as Prometheus scrapes it: who may, what is told, and what never is."""

import asyncio

from prometheus_client.parser import text_string_to_metric_families
from starlette.types import Receive, Scope, Send

from monitoring.clock import SystemClock
from panel.app import application
from panel.metrics.loop_lag import PERIOD_S
from tests.panel.api.house import Answer, House


def samples(answer: Answer) -> dict[str, float]:
    """Each sample by its name and labels."""
    assert answer.status == 200, answer.body
    return {
        f"{sample.name}{sorted(sample.labels.items())}": sample.value
        for family in text_string_to_metric_families(answer.body.decode())
        for sample in family.samples
    }


async def test_whoever_may_read_may_scrape_and_nobody_else(house: House) -> None:
    assert (await house.ask("GET", "/metrics", role=None)).status == 401
    assert (await house.ask("GET", "/metrics", role=None, headers={"Authorization": "Bearer ptk_no"})).status == 401
    answer = await house.ask("GET", "/metrics", role="viewer")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    assert answer.headers["cache-control"] == "no-store"
    wanted = {"Accept": "application/openmetrics-text; version=1.0.0"}
    openmetrics = await house.ask("GET", "/metrics", role="viewer", headers=wanted)
    assert openmetrics.body.endswith(b"# EOF\n")


async def test_before_the_first_tick_there_is_nothing_of_it(house: House) -> None:
    told = samples(await house.ask("GET", "/metrics"))
    assert told["panel_sockets[]"] == 0
    assert told["panel_ledger_dropped_total[]"] == 0
    assert told["process_resident_memory_bytes[]"] > 0
    assert not [name for name in told if name.startswith(("panel_tick", "panel_connections", "panel_fan_out_lag"))]


async def test_the_newest_tick_is_told(house: House) -> None:
    await house.create("/api/v1/streams", {"name": "News", "sourceUrl": "http://example.com/a.ts", "onDemand": True})
    await house.create("/api/v1/lines", {"username": "bob", "password": "s3cret-word"})
    snapshot = await house.services.sampler.tick()
    told = samples(await house.ask("GET", "/metrics"))
    assert told["panel_ticks_total[]"] == snapshot.seq
    assert told["panel_tick_duration_seconds[]"] == snapshot.tick.duration_ms / 1000
    assert told["panel_connections[]"] == 0
    assert told["panel_collector_status[('collector', 'gateway'), ('status', 'live')]"] == 1
    assert told["panel_collector_status[('collector', 'gateway'), ('status', 'failed')]"] == 0
    assert told["panel_collector_connections[('collector', 'gateway')]"] == 0
    assert sum(value for name, value in told.items() if name.startswith("panel_streams[")) == 1
    assert told["panel_lines[('standing', 'enabled')]"] == 1
    assert 0 <= told["panel_tick_age_seconds[]"] < 10


async def test_requests_are_counted_by_route_and_say_nothing_of_who_asked(house: House) -> None:
    await house.ask("GET", "/live/bob/s3cret-word/1.ts")
    await house.ask("GET", "/api/v1/streams/77")
    await house.ask("GET", "/api/v1/streams/78")
    await house.ask("GET", "/a/b/c/d/e")
    answer = await house.ask("GET", "/metrics")
    told = samples(answer)
    counted = {name: value for name, value in told.items() if name.startswith("panel_http_requests_total")}

    def count(route: str, status: int) -> float | None:
        labels = [("method", "GET"), ("route", route), ("status", str(status))]
        return counted.get(f"panel_http_requests_total{labels}")

    assert count("/api/v1/streams/{id}", 404) == 2
    assert count("none", 404) == 1
    assert [name for name in counted if "/live/{" in name]
    assert b"s3cret" not in answer.body
    assert b"/77" not in answer.body


async def test_players_have_no_metrics_on_their_own_port(house: House) -> None:
    answers: list[int] = []

    async def send(message: object) -> None:
        assert isinstance(message, dict)
        if message["type"] == "http.response.start":
            answers.append(message["status"])

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b""}

    scope: Scope = {
        "type": "http",
        "method": "GET",
        "path": "/metrics",
        "raw_path": b"/metrics",
        "root_path": "",
        "query_string": b"",
        "headers": [(b"authorization", f"Bearer {house.tokens['admin']}".encode())],
        "client": ("127.0.0.1", 5),
        "server": ("127.0.0.1", 8001),
    }
    await application(house.services, 8001)(scope, receive, send)
    assert answers == [404]


async def test_a_loop_that_is_held_up_is_noticed(house: House) -> None:
    lag = house.services.metrics.loop_lag
    measuring = asyncio.create_task(lag.run())
    await asyncio.sleep(0)
    _hold_up(PERIOD_S + 0.3)
    await asyncio.sleep(PERIOD_S)
    measuring.cancel()
    told = samples(await house.ask("GET", "/metrics"))
    name = "panel_event_loop_lag_seconds_bucket[('le', '{}')]"
    assert told[name.format("+Inf")] - told[name.format("0.25")] == 1


def _hold_up(seconds: float) -> None:
    clock = SystemClock()
    until_s = clock.monotonic_s() + seconds
    while clock.monotonic_s() < until_s:
        pass


async def test_a_request_that_fails_is_counted_and_still_fails(house: House) -> None:
    async def failing(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise ArithmeticError

    counted = house.services.metrics.requests.counting(failing)

    async def receive() -> dict[str, object]:
        return {}

    async def send(_message: object) -> None:
        return

    try:
        await counted({"type": "http", "method": "BREW"}, receive, send)
    except ArithmeticError:
        told = samples(await house.ask("GET", "/metrics"))
        labels = [("method", "other"), ("route", "none"), ("status", "failed")]
        assert told[f"panel_http_requests_total{labels}"] == 1
    else:
        raise AssertionError
