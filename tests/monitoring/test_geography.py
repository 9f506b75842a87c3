"""Shares of countries, cities and networks."""

from geo.place import Place
from monitoring.contract.requests import GeoQuery
from monitoring.geography import LARGEST_CITIES, geo
from tests.fakes.observatory import Observatory

BRITISH, SWEDISH = "81.2.69.160", "89.160.20.112"


async def test_shares_largest_first_and_the_unknown_under_none() -> None:
    seen = Observatory()
    for address in (SWEDISH, BRITISH, BRITISH):
        seen.gateway.open(address=address)
    nowhere = seen.gateway.open(address=None)
    await seen.after()
    seen.gateway.send(nowhere, 1000)
    shown = geo(await seen.after(5), GeoQuery())
    assert [(each.country_code, each.connections) for each in shown.countries] == [("GB", 2), (None, 1), ("SE", 1)]
    assert shown.countries[1].bandwidth_bps == 1600
    assert [(each.city, each.country_code, each.connections) for each in shown.cities] == [
        ("London", "GB", 2),
        ("Linköping", "SE", 1),
    ]
    assert (shown.cities[0].latitude, shown.cities[0].longitude) == (51.5142, -0.0931)
    largest = shown.isps[0]
    assert (largest.isp, largest.asn, largest.connections) == ("Andrews & Arnold Ltd", 20712, 2)


async def test_one_stream_alone() -> None:
    seen = Observatory()
    seen.gateway.open(stream_id=1, address=BRITISH)
    seen.gateway.open(stream_id=2, address=SWEDISH)
    snapshot = await seen.after()
    shown = geo(snapshot, GeoQuery(stream_id=2))
    assert [each.country_code for each in shown.countries] == ["SE"]
    assert [each.city for each in shown.cities] == ["Linköping"]
    assert [each.asn for each in shown.isps] == [29518]
    assert geo(snapshot, GeoQuery(stream_id=99)).countries == []


async def test_one_city_at_several_points_is_one_city() -> None:
    seen = Observatory()
    seen.around.places.known |= {
        "1.0.0.1": Place("GB", "United Kingdom", "London", None, None, 51.0, 0.0),
        "1.0.0.2": Place("GB", "United Kingdom", "London", None, None, 52.0, 1.0),
        "1.0.0.3": Place("CA", "Canada", "London", None, None, 42.98, -81.24),
    }
    for address in ("1.0.0.1", "1.0.0.2", "1.0.0.3"):
        seen.gateway.open(address=address)
    cities = geo(await seen.after(), GeoQuery()).cities
    assert [(each.country_code, each.latitude, each.connections) for each in cities] == [
        ("GB", 51.0, 2),
        ("CA", 42.98, 1),
    ]


async def test_no_more_than_the_largest_cities() -> None:
    seen = Observatory()
    addresses = [f"10.1.{number // 256}.{number % 256}" for number in range(LARGEST_CITIES + 5)]
    for number, address in enumerate(addresses):
        seen.around.places.known[address] = Place("GB", "United Kingdom", f"City {number}")
        seen.gateway.open(address=address)
    seen.gateway.open(address=addresses[-1])
    cities = geo(await seen.after(), GeoQuery()).cities
    assert len(cities) == LARGEST_CITIES
    assert (cities[0].city, cities[0].connections) == (f"City {LARGEST_CITIES + 4}", 2)
