"""Which geo databases are read, and that replaced ones are taken up."""

import asyncio
from pathlib import Path

from geo.place import UNKNOWN_PLACE
from panel.demo.geo_databases import write_sample_databases
from panel.places import fetched_city_path, fetched_network_path, keep_places_fresh, open_places
from panel.settings import load_settings
from tests.fakes.clock import ManualClock


async def test_fetched_databases_are_taken_up_while_running(tmp_path: Path) -> None:
    settings = load_settings(tmp_path / "data")
    settings.data_dir.mkdir()
    places = open_places(settings)
    sample = write_sample_databases(tmp_path)
    address = sample.addresses[0]
    assert places.place(address) == UNKNOWN_PLACE
    clock = ManualClock()
    keeping = asyncio.create_task(keep_places_fresh(places, clock))
    sample.city.rename(fetched_city_path(settings))
    sample.asn.rename(fetched_network_path(settings))
    await clock.advance(6)
    async with asyncio.timeout(5):
        while places.place(address) == UNKNOWN_PLACE:
            await asyncio.sleep(0.01)
    assert places.place(address).country_code is not None
    assert places.place(address).asn is not None
    keeping.cancel()


def test_the_operators_own_databases_win(tmp_path: Path) -> None:
    sample = write_sample_databases(tmp_path)
    places = open_places(load_settings(tmp_path, geoip_city=sample.city, geoip_asn=sample.asn))
    assert places.reload_if_changed()
    assert places.place(sample.addresses[0]).isp is not None
