"""What any request may get wrong, and what every answer carries."""

import asyncio

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from panel.api.table import ENDPOINTS
from tests.panel.api.house import House

LISTS = ("lines", "streams", "categories", "bouquets", "operators", "tokens", "sessions", "activity", "connections")


async def test_bad_queries_name_the_field(house: House) -> None:
    await house.services.sampler.tick()
    for name in LISTS:
        for query, field in (
            ("limit=0", "limit"),
            ("limit=1001", "limit"),
            ("limit=ten", "limit"),
            ("offset=-1", "offset"),
            ("offset=1e99", "offset"),
            ("nonsense=1", "nonsense"),
            ("limit=1&limit=2", "limit"),
            ("search=" + "x" * 300, "search"),
        ):
            answer = await house.ask("GET", f"/api/v1/{name}?{query}")
            assert (answer.status, answer.error["code"]) == (400, "bad_request"), (name, query)
            assert answer.error["field"] == field
        assert (await house.ask("GET", f"/api/v1/{name}?search=a%00b")).status == 400


async def test_bad_bodies_are_told_apart(house: House) -> None:
    async def code(raw: bytes, content_type: str = "application/json") -> tuple[int, object]:
        answer = await house.ask("POST", "/api/v1/lines", raw=raw, headers={"Content-Type": content_type})
        return answer.status, answer.error["code"]

    for raw in (b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"username": "\\ud800"}', b"[" * 100_000):
        assert await code(raw) == (400, "bad_request"), raw[:20]
    assert await code(b'{"username": "bob"}', "text/plain") == (400, "bad_request")
    assert (await code(b'{"username": "' + b"x" * 1024 * 1024 + b'"}'))[0] == 413


async def test_ids_that_cannot_be_are_not_found(house: House) -> None:
    for name in ("lines", "streams", "categories", "bouquets", "operators", "tokens"):
        for wrong in ("0", "-1", "1.5", "abc", "99999999999999999999", "%00", "1%20", "%D9%A1"):
            answer = await house.ask("GET", f"/api/v1/{name}/{wrong}")
            assert (answer.status, answer.error["code"]) == (404, "not_found"), (name, wrong)


async def test_every_answer_is_careful(house: House) -> None:
    for path in ("/", "/connections", "/api/v1/me", "/api/v1/nothing", "/healthz", "/a/b/c/d", "/assets/x.js"):
        headers = (await house.ask("GET", path, role=None)).headers
        policy = headers["content-security-policy"].split("; ")
        assert "default-src 'self'" in policy, path
        assert [rule for rule in policy if "unsafe" in rule] == ["style-src 'self' 'unsafe-inline'"]
        assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")
        assert "server" not in headers
    assert (await house.ask("GET", "/api/v1/me")).headers["cache-control"] == "no-store"


async def test_head_is_get_without_a_body(house: House) -> None:
    answer = await house.ask("HEAD", "/api/v1/me")
    assert (answer.status, answer.body) == (200, b"")
    assert int(answer.headers["content-length"]) > 0


async def test_live_figures_wait_for_the_first_tick(house: House) -> None:
    for name in ("dashboard", "connections", "bandwidth", "geo", "connections/export"):
        answer = await house.ask("GET", f"/api/v1/{name}", role="viewer")
        assert (answer.status, answer.error["code"]) == (503, "unavailable"), name
    snapshot = await house.services.sampler.tick()
    for name, keys in (
        ("dashboard", {"seq", "activeConnections", "host", "collectors"}),
        ("bandwidth?windowS=60&points=10", {"seq", "totalBps", "perStream", "history"}),
        ("geo", {"seq", "countries", "cities", "isps"}),
    ):
        payload = (await house.ask("GET", f"/api/v1/{name}", role="viewer")).json
        assert keys <= set(payload)
        assert payload["seq"] == snapshot.seq
    table = (await house.ask("GET", "/api/v1/connections?sort=bitrateBps&order=asc")).json
    assert set(table) == {"rows", "page"}


async def test_about_tells_the_version(house: House) -> None:
    answer = await house.ask("GET", "/api/v1/about", role="viewer")
    assert answer.json["version"]
    assert (answer.json["attribution"], answer.json["attributionUrl"]) == (None, None)


async def test_a_kick_of_nobody_is_not_found(house: House) -> None:
    answer = await house.ask("DELETE", "/api/v1/connections/0123456789abcdef", role="operator")
    assert (answer.status, answer.error["code"]) == (404, "not_found")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)
FIELDS = sorted({info.alias or name for row in ENDPOINTS for name, info in row.takes.model_fields.items()})
WRITES = [row for row in ENDPOINTS if row.takes_body and row.takes.model_fields and row.role is not None]


async def test_no_body_makes_the_server_fail(house: House) -> None:
    loop = asyncio.get_running_loop()

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.sampled_from(WRITES), st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=6))
    def try_one(row: object, body: dict[str, object]) -> None:
        assert row in WRITES
        endpoint = WRITES[WRITES.index(row)]
        asked = house.ask(endpoint.method, endpoint.path.replace("{id}", "1"), body)
        answer = asyncio.run_coroutine_threadsafe(asked, loop).result()
        assert answer.status in (200, 201, 400, 404, 409), (endpoint.path, body, answer.body)

    await asyncio.to_thread(try_one)
