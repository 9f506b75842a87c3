"""Who may ask what: generated from the route table, so that a new route is covered by being there."""

import pytest

from monitoring.contract.requests import ROLE_RANK
from panel.api.endpoint import Endpoint
from panel.api.table import ENDPOINTS
from tests.panel.api.house import PASSWORD, ROLES, Answer, House

GUARDED = [row for row in ENDPOINTS if row.role is not None]
UNSAFE = [row for row in GUARDED if row.method != "GET"]


def path_of(row: Endpoint) -> str:
    return row.path.replace("{id}", "999999")


async def log_in(house: House, **headers: str) -> Answer:
    return await house.ask(
        "POST", "/api/v1/login", {"username": "root", "password": PASSWORD}, role=None, headers=headers
    )


async def cookie_of(house: House) -> str:
    return (await log_in(house)).headers["set-cookie"].partition(";")[0]


def test_only_login_is_open_to_anyone() -> None:
    assert [(row.method, row.path) for row in ENDPOINTS if row.role is None] == [("POST", "/api/v1/login")]
    assert len({(row.method, row.path) for row in ENDPOINTS}) == len(ENDPOINTS)


async def test_nothing_answers_without_a_login(house: House) -> None:
    paths = [(row.method, path_of(row)) for row in GUARDED]
    for method, path in [*paths, ("GET", "/api"), ("GET", "/api/v1/nothing"), ("POST", "/api/x/y/z/1")]:
        for headers in (
            {},
            {"Authorization": "Bearer ptk_wrong"},
            {"Authorization": "Basic cm9vdDpyb290"},
            {"Authorization": "Bearer "},
            {"Cookie": "panel_session=wrong"},
        ):
            answer = await house.ask(method, path, role=None, headers=headers)
            assert (answer.status, answer.error["code"]) == (401, "unauthorized"), (method, path, headers)
            assert answer.headers["www-authenticate"] == "Bearer"


async def test_each_role_may_do_what_the_table_says_and_no_more(house: House) -> None:
    for row in GUARDED:
        if row.path == "/api/v1/logout":
            continue
        for role in ROLES:
            answer = await house.ask(row.method, path_of(row), role=role)
            allowed = ROLE_RANK[role] >= ROLE_RANK[row.role or "admin"]
            assert (answer.status == 403) is not allowed, (row.method, row.path, role, answer.body)
            assert answer.status < 500 or answer.error["code"] == "unavailable"


async def test_wrong_methods_are_named(house: House) -> None:
    answer = await house.ask("DELETE", "/api/v1/lines")
    assert (answer.status, answer.error["code"], answer.headers["allow"]) == (405, "method_not_allowed", "GET, POST")
    assert (await house.ask("PUT", "/api/v1/lines/1", role=None)).status == 401
    assert (await house.ask("GET", "/api/v1/nothing")).error["code"] == "not_found"


async def test_login_gives_a_careful_cookie(house: House) -> None:
    answer = await log_in(house)
    assert (answer.status, answer.json) == (200, {"name": "root", "role": "admin"})
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("panel_session=")
    for part in ("HttpOnly", "SameSite=lax", "Path=/"):
        assert part in cookie
    assert "Secure" not in cookie
    assert "Domain" not in cookie


async def test_me_and_logout_by_cookie(house: House) -> None:
    headers = {"Cookie": await cookie_of(house), "X-Requested-With": "panel"}
    assert (await house.ask("GET", "/api/v1/me", role=None, headers=headers)).json == {"name": "root", "role": "admin"}
    assert (await house.ask("POST", "/api/v1/logout", role=None, headers=headers)).status == 204
    assert (await house.ask("GET", "/api/v1/me", role=None, headers=headers)).status == 401


async def test_each_login_has_a_cookie_of_its_own(house: House) -> None:
    assert await cookie_of(house) != await cookie_of(house)


async def test_wrong_credentials_are_told_alike_and_slowed_down(house: House) -> None:
    wrong = await house.ask("POST", "/api/v1/login", {"username": "root", "password": "x"}, role=None)
    unknown = await house.ask("POST", "/api/v1/login", {"username": "nobody", "password": "x"}, role=None)
    assert wrong.status == unknown.status == 401
    assert wrong.body == unknown.body
    assert "set-cookie" not in wrong.headers
    answers = [
        await house.ask("POST", "/api/v1/login", {"username": "root", "password": "x"}, role=None) for _ in range(6)
    ]
    assert (answers[-1].status, answers[-1].error["code"]) == (429, "rate_limited")
    assert int(answers[-1].headers["retry-after"]) >= 1


@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
async def test_other_sites_cannot_log_a_browser_in(house: House, origin: str) -> None:
    assert (await log_in(house, Origin=origin)).status == 403


async def test_changes_by_cookie_need_the_header_and_the_own_origin(house: House) -> None:
    cookie = await cookie_of(house)
    own = {"Cookie": cookie, "X-Requested-With": "panel"}
    for row in UNSAFE:
        for headers in (
            {"Cookie": cookie},
            {"Cookie": cookie, "X-Requested-With": "XMLHttpRequest"},
            {**own, "Origin": "http://evil.example"},
            {**own, "Origin": "null"},
            {**own, "Origin": house.url.replace("127.0.0.1", "localhost")},
        ):
            answer = await house.ask(row.method, path_of(row), role=None, headers=headers)
            assert (answer.status, answer.error["code"]) == (403, "forbidden"), (row.method, row.path, headers)
    for headers in (own, {**own, "Origin": house.url}):
        answer = await house.ask("POST", "/api/v1/categories", {"name": str(len(headers))}, role=None, headers=headers)
        assert answer.status == 201


async def test_a_token_needs_no_header(house: House) -> None:
    headers = {"Origin": "http://evil.example"}
    assert (await house.ask("POST", "/api/v1/categories", {"name": "A"}, headers=headers)).status == 201


async def test_operators_and_tokens_are_managed(any_house: House) -> None:
    house = any_house
    operator = await house.create(
        "/api/v1/operators", {"name": "ann", "password": "a long password", "role": "operator"}
    )
    assert b"password" not in (await house.ask("GET", f"/api/v1/operators/{operator}")).body
    made = await house.ask("POST", "/api/v1/tokens", {"name": "script", "role": "viewer"})
    secret = made.json["token"]
    assert isinstance(secret, str)
    assert secret.startswith("ptk_")
    headers = {"Authorization": f"Bearer {secret}"}
    assert (await house.ask("GET", "/api/v1/me", role=None, headers=headers)).json == {
        "name": "script",
        "role": "viewer",
    }
    assert secret.encode() not in (await house.ask("GET", "/api/v1/tokens")).body
    assert (await house.ask("DELETE", f"/api/v1/tokens/{made.json['id']}")).status == 204
    assert (await house.ask("GET", "/api/v1/me", role=None, headers=headers)).status == 401


async def test_the_last_admin_stays(house: House) -> None:
    root = (await house.ask("GET", "/api/v1/operators?search=root")).items[0]["id"]
    for method, body in (("DELETE", None), ("PATCH", {"role": "viewer"}), ("PATCH", {"enabled": False})):
        answer = await house.ask("DELETE" if method == "DELETE" else "PATCH", f"/api/v1/operators/{root}", body)
        assert (answer.status, answer.error["code"]) == (409, "conflict")


async def test_a_disabled_operator_is_out_at_once(house: House) -> None:
    await house.create("/api/v1/operators", {"name": "other", "password": "a long password", "role": "admin"})
    headers = {"Cookie": await cookie_of(house)}
    root = (await house.ask("GET", "/api/v1/operators?search=root")).items[0]["id"]
    assert (await house.ask("PATCH", f"/api/v1/operators/{root}", {"enabled": False})).status == 200
    assert (await house.ask("GET", "/api/v1/me", role=None, headers=headers)).status == 401
