"""Whether the process lives and whether it works."""

from tests.panel.api.house import House


async def test_alive_without_a_login(house: House) -> None:
    answer = await house.ask("GET", "/healthz", role=None)
    assert (answer.status, answer.json) == (200, {"status": "ok"})


async def test_ready_from_the_first_tick_on(house: House) -> None:
    before = await house.ask("GET", "/readyz", role=None)
    assert (before.status, before.json["reason"]) == (503, "nothing was sampled yet")
    await house.services.sampler.tick()
    assert (await house.ask("GET", "/readyz", role=None)).status == 200


async def test_not_ready_without_a_database(house: House) -> None:
    await house.services.sampler.tick()
    await house.services.database.close()
    house.services.settings.data_dir.joinpath("panel.db").unlink()
    house.services.settings.data_dir.joinpath("panel.db").mkdir()
    answer = await house.ask("GET", "/readyz", role=None)
    assert (answer.status, answer.json["reason"]) == (503, "the database does not answer")
    lines = await house.ask("GET", "/api/v1/lines")
    assert (lines.status, lines.error["code"]) == (503, "unavailable")
    house.services.settings.data_dir.joinpath("panel.db").rmdir()
