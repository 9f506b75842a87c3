"""What the service says of its own use."""

from tests.panel.api.house import House


async def test_requests_are_counted_by_caller_and_route(any_house: House) -> None:
    line_id = await any_house.create("/api/v1/lines", {"username": "bob"})
    await any_house.ask("GET", f"/api/v1/lines/{line_id}", role="viewer")
    await any_house.ask("DELETE", f"/api/v1/lines/{line_id}", role="viewer")
    await any_house.ask("GET", "/api/v1/lines", role=None)
    found = (await any_house.ask("GET", "/api/v1/usage")).json
    callers, names = found["callers"], found["names"]
    assert isinstance(callers, list)
    assert isinstance(names, list)
    assert {(each["caller"], each["requests"], each["errors"]) for each in callers} == {
        ("token-admin", 1, 0),
        ("token-viewer", 2, 1),
    }
    assert {each["name"] for each in names} == {
        "POST /api/v1/lines",
        "GET /api/v1/lines/{id}",
        "DELETE /api/v1/lines/{id}",
    }
    assert found["run"] == found["today"] == found["total"]
    assert (await any_house.ask("GET", "/api/v1/usage", role="operator")).status == 403
