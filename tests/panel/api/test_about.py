"""What the service tells of itself."""

from pathlib import Path

import pytest

from panel.licences import licences_of
from tests.panel.api.house import House, open_house


async def test_the_address_for_players_is_that_of_the_request(house: House) -> None:
    told = (await house.ask("GET", "/api/v1/about", role="viewer")).json
    assert told["playerUrl"] == house.url
    elsewhere = await house.ask("GET", "/api/v1/about", headers={"Host": "panel.example:8443"})
    assert elsewhere.json["playerUrl"] == "http://panel.example:8443"


async def test_the_address_for_players_is_the_one_that_was_set(tmp_path: Path) -> None:
    async with open_house(tmp_path / "data", public_url="https://tv.example/below/") as house:
        assert (await house.ask("GET", "/api/v1/about")).json["playerUrl"] == "https://tv.example/below"


@pytest.mark.parametrize(("public_url", "address"), [(None, ":81"), ("https://tv.example", "https://tv.example")])
async def test_players_with_a_port_of_their_own(tmp_path: Path, public_url: str | None, address: str) -> None:
    async with open_house(tmp_path / "data", player_port=81, public_url=public_url) as house:
        told = str((await house.ask("GET", "/api/v1/about")).json["playerUrl"])
    assert told == address if public_url else told.endswith(address)


async def test_every_package_is_credited(house: House) -> None:
    licences = (await house.ask("GET", "/api/v1/about")).json["licences"]
    assert isinstance(licences, list)
    assert [each["name"] for each in licences] == [each.name for each in licences_of("panel")]
    assert set(licences[0]) == {"name", "version", "licence"}
