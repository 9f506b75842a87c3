"""The audit as an operator reads it."""

import asyncio

from panel.audit.chain import verify
from tests.panel.api.house import PASSWORD, House


async def audit(house: House, query: str = "") -> list[dict[str, object]]:
    answer = await house.ask("GET", f"/api/v1/audit?{query}", role="viewer")
    assert answer.status == 200, answer.body
    return answer.items


async def test_a_change_is_audited_with_before_and_after_and_without_secrets(any_house: House) -> None:
    line_id = await any_house.create("/api/v1/lines", {"username": "bob", "password": "sesame"})
    change = {"maxConnections": 3, "password": "open sesame".replace(" ", "-")}
    await any_house.ask("PATCH", f"/api/v1/lines/{line_id}", change)
    await any_house.ask("DELETE", f"/api/v1/lines/{line_id}")
    removed, changed, created = await audit(any_house, "subject=bob")
    assert [entry["kind"] for entry in (removed, changed, created)] == ["line.removed", "line.changed", "line.created"]
    assert changed["actor"] == "token-admin"
    assert changed["message"] == "token-admin changed line bob"
    assert changed["changes"] == [
        {"field": "password", "before": "***", "after": "***"},
        {"field": "maxConnections", "before": 1, "after": 3},
    ]
    assert b"sesame" not in (await any_house.ask("GET", "/api/v1/audit")).body
    assert (await verify(any_house.services.database)).problem is None


async def test_a_refused_change_leaves_no_entry(house: House) -> None:
    await house.create("/api/v1/lines", {"username": "bob"})
    before = len(await audit(house))
    assert (await house.ask("POST", "/api/v1/lines", {"username": "bob"})).status == 409
    assert len(await audit(house)) == before


async def test_logins_and_refused_ones_are_audited(house: House) -> None:
    running = asyncio.create_task(house.services.ledger.run())
    for password, status in ((PASSWORD, 200), ("wrong", 401)):
        body = {"username": "root", "password": password}
        assert (await house.ask("POST", "/api/v1/login", body, role=None)).status == status
    while house.services.ledger.pending:
        await asyncio.sleep(0.01)
    running.cancel()
    await asyncio.wait([running])
    refused, login = await audit(house, "subject=root&limit=2")
    assert (login["kind"], login["actor"]) == ("operator.login", "root")
    assert (refused["kind"], refused["actor"]) == ("operator.refused", None)


async def test_the_audit_is_searched_and_paged(house: House) -> None:
    for name in ("bob", "eve"):
        await house.create("/api/v1/lines", {"username": name})
    assert [entry["subject"] for entry in await audit(house, "search=EVE")] == ["eve"]
    assert [entry["subject"] for entry in await audit(house, "kind=line.created&offset=1")] == ["bob"]
    assert await audit(house, "actor=nobody") == []
    assert await audit(house, "to=2000-01-01T00:00:00Z") == []
    assert (await house.ask("GET", "/api/v1/audit", role=None)).status == 401
