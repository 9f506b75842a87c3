"""Free geo databases fetched over HTTP."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.fakes.geo_databases import packed, write_dbip_asn, write_dbip_city
from tests.fakes.geo_server import Answer, geo_server
from tests.panel.api.house import open_house

ASK = "/api/v1/geo-databases/update"


async def test_the_newest_are_fetched_once_by_an_admin(tmp_path: Path) -> None:
    month = f"{datetime.now(UTC):%Y-%m}"
    async with geo_server() as source:
        source.answers[f"dbip-city-lite-{month}.mmdb.gz"] = Answer(packed(write_dbip_city(tmp_path / "city.mmdb")))
        source.answers[f"dbip-asn-lite-{month}.mmdb.gz"] = Answer(packed(write_dbip_asn(tmp_path / "asn.mmdb")))
        async with open_house(tmp_path / "data", geo_update_url=source.base_url) as house:
            assert (await house.ask("POST", ASK, role="operator")).status == 403
            first = (await house.ask("POST", ASK)).items
            again = (await house.ask("POST", ASK)).items
            await house.services.ledger.close()
            told = (await house.ask("GET", "/api/v1/activity?kind=geo.updated")).items
    assert [(each["kind"], each["fetched"]) for each in first] == [("city", True), ("asn", True)]
    assert [each["fetched"] for each in again] == [False, False]
    assert [each["subject"] for each in told] == ["asn", "city"]


@pytest.mark.parametrize("status", [404, 500])
async def test_why_nothing_was_fetched_is_told(tmp_path: Path, status: int) -> None:
    async with geo_server() as source:
        month = f"{datetime.now(UTC):%Y-%m}"
        source.answers[f"dbip-city-lite-{month}.mmdb.gz"] = Answer(b"", status=status)
        async with open_house(tmp_path / "data", geo_update_url=source.base_url) as house:
            refused = await house.ask("POST", ASK)
    assert refused.status == 503
    assert refused.error["code"] == "unavailable"
    assert source.base_url in str(refused.error["message"])
