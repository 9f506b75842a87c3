"""How far a new installation is, as the first steps in the browser ask."""

from tests.panel.api.house import House

ASK = "/api/v1/first-run"


async def test_a_fresh_installation_has_all_before_it(house: House) -> None:
    told = (await house.ask("GET", ASK)).json
    assert told == {
        "needed": True,
        "steps": {"passwordChanged": False, "streams": 0, "lines": 0, "played": False},
    }


async def test_what_is_done_is_told_and_with_all_there_it_is_not_needed_any_more(house: House) -> None:
    operators = (await house.ask("GET", "/api/v1/operators")).items
    changed = await house.ask("PATCH", f"/api/v1/operators/{operators[0]['id']}", {"password": "a-long-secret"})
    assert changed.status == 200
    await house.create("/api/v1/lines", {"username": "anna"})
    told = (await house.ask("GET", ASK)).json
    assert told == {"needed": True, "steps": {"passwordChanged": True, "streams": 0, "lines": 1, "played": False}}

    await house.create("/api/v1/streams", {"name": "News", "sourceUrl": "http://example.org/news.ts"})
    assert (await house.ask("GET", ASK)).json["needed"] is False


async def test_another_change_of_an_operator_is_no_new_password(house: House) -> None:
    eva = await house.create("/api/v1/operators", {"name": "eva", "password": "a-long-secret", "role": "viewer"})
    assert (await house.ask("PATCH", f"/api/v1/operators/{eva}", {"role": "operator"})).status == 200
    steps = (await house.ask("GET", ASK)).json["steps"]
    assert isinstance(steps, dict)
    assert steps["passwordChanged"] is False


async def test_only_an_admin_is_told(house: House) -> None:
    assert (await house.ask("GET", ASK, role="operator")).status == 403
