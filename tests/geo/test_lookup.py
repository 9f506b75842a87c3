import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from geo.lookup import PlaceLookup, reads_natively
from geo.place import UNKNOWN_PLACE, Place
from tests.fakes.geo_databases import (
    BERLIN,
    BERLIN_V6,
    SOMEWHERE_ELSE,
    city_record,
    write_asn,
    write_city,
    write_dbip_asn,
    write_dbip_city,
)

IN_BERLIN = Place("DE", "Germany", "Berlin", "1&1 Versatel GmbH", 8881, 52.52, 13.405)


@pytest.fixture
def lookup(tmp_path: Path) -> PlaceLookup:
    return PlaceLookup(tmp_path / "city.mmdb", tmp_path / "asn.mmdb", tmp_path / "private")


def test_an_address_has_the_place_both_databases_tell(lookup: PlaceLookup, tmp_path: Path) -> None:
    write_city(tmp_path / "city.mmdb")
    write_asn(tmp_path / "asn.mmdb")
    assert lookup.place(BERLIN) == UNKNOWN_PLACE
    assert lookup.reload_if_changed()
    for same in (BERLIN, f" {BERLIN}", f"::ffff:{BERLIN}", f"{BERLIN}:50000", BERLIN_V6, f"[{BERLIN_V6}]:443"):
        assert lookup.place(same) == IN_BERLIN


def test_dbip_lite_is_understood(lookup: PlaceLookup, tmp_path: Path) -> None:
    write_dbip_city(tmp_path / "city.mmdb")
    write_dbip_asn(tmp_path / "asn.mmdb")
    lookup.reload_if_changed()
    assert lookup.place(BERLIN) == IN_BERLIN


@pytest.mark.parametrize("address", [None, "", "junk", "A" * 5000, "127.0.0.1", "192.168.1.1", "::1", SOMEWHERE_ELSE])
def test_what_has_no_place_is_unknown(lookup: PlaceLookup, tmp_path: Path, address: str | None) -> None:
    write_city(tmp_path / "city.mmdb")
    lookup.reload_if_changed()
    assert lookup.place(address) == UNKNOWN_PLACE


def test_a_private_address_is_not_looked_up_at_all(lookup: PlaceLookup, tmp_path: Path) -> None:
    write_dbip_city(tmp_path / "city.mmdb")
    lookup.reload_if_changed()
    assert lookup.place("10.1.2.3") == UNKNOWN_PLACE
    assert lookup.place("11.1.2.3").city == "Berlin"


def test_one_database_alone_tells_its_part(lookup: PlaceLookup, tmp_path: Path) -> None:
    write_asn(tmp_path / "asn.mmdb")
    lookup.reload_if_changed()
    assert lookup.place(BERLIN) == Place(isp="1&1 Versatel GmbH", asn=8881)
    write_city(tmp_path / "city.mmdb")
    lookup.reload_if_changed()
    assert lookup.place(BERLIN) == IN_BERLIN


@pytest.mark.parametrize(
    ("database_type", "record", "isp"),
    [
        ("GeoIP2-ISP", {"isp": "Provider", "autonomous_system_organization": "Holder"}, "Provider"),
        ("GeoIP2-ISP", {"isp": "", "autonomous_system_organization": "Holder"}, "Holder"),
        ("GeoLite2-ASN", {"autonomous_system_organization": "Holder"}, "Holder"),
        ("DBIP-ISP (compat=GeoIP2-ISP)", {"isp": "Provider", "organization": "Customer"}, "Provider"),
        ("GeoLite2-ASN", {"autonomous_system_organization": ""}, None),
    ],
)
def test_the_isp_is_the_provider_or_else_the_holder_of_the_network(
    lookup: PlaceLookup, tmp_path: Path, database_type: str, record: Mapping[str, object], isp: str | None
) -> None:
    write_asn(tmp_path / "asn.mmdb", record, database_type)
    lookup.reload_if_changed()
    assert lookup.place(BERLIN) == Place(isp=isp)


def test_an_enterprise_database_tells_the_network_too(lookup: PlaceLookup, tmp_path: Path) -> None:
    traits = {"isp": "Provider", "autonomous_system_number": 64496}
    write_city(tmp_path / "city.mmdb", {**city_record(), "traits": traits}, "DBIP-Location-ISP (compat=Enterprise)")
    lookup.reload_if_changed()
    assert lookup.place(BERLIN) == Place("DE", "Germany", "Berlin", "Provider", 64496, 52.52, 13.405)
    write_asn(tmp_path / "asn.mmdb")
    lookup.reload_if_changed()
    assert lookup.place(BERLIN) == IN_BERLIN


def test_a_country_database_tells_the_country_alone(lookup: PlaceLookup, tmp_path: Path) -> None:
    write_city(tmp_path / "city.mmdb", city_record(), "GeoLite2-Country")
    lookup.reload_if_changed()
    assert lookup.place(BERLIN) == Place("DE", "Germany")


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"country": {"iso_code": "ZZ", "names": {"en": "Unknown"}}},
        {"city": {"names": {"en": ""}}, "location": {"latitude": 0.0, "longitude": 0.0}},
        {"registered_country": {"iso_code": "FR", "names": {"en": "France"}}},
        {"city": {"names": {"de": "Berlin"}}},
    ],
)
def test_what_a_record_does_not_tell_is_unknown(
    lookup: PlaceLookup, tmp_path: Path, record: Mapping[str, object]
) -> None:
    write_city(tmp_path / "city.mmdb", record)
    lookup.reload_if_changed()
    assert lookup.place(BERLIN) == UNKNOWN_PLACE


def test_a_database_of_ipv4_alone_knows_nothing_of_ipv6(lookup: PlaceLookup, tmp_path: Path) -> None:
    write_city(tmp_path / "city.mmdb", ip_version=4)
    lookup.reload_if_changed()
    with capture_logs() as lines:
        assert lookup.place(BERLIN_V6) == UNKNOWN_PLACE
    assert lookup.place(BERLIN).city == "Berlin"
    assert lines == []


def test_a_record_that_cannot_be_read_is_unknown_and_told_once(lookup: PlaceLookup, tmp_path: Path) -> None:
    write_city(tmp_path / "city.mmdb", {"country": "Germany"})
    write_asn(tmp_path / "asn.mmdb")
    with capture_logs() as lines:
        lookup.reload_if_changed()
        assert lookup.place(BERLIN) == Place(isp="1&1 Versatel GmbH", asn=8881)
        assert lookup.place("87.123.9.9") == Place(isp="1&1 Versatel GmbH", asn=8881)
    assert [line["log_level"] for line in lines] == ["info", "info", "warning"]


def test_no_answer_outlives_the_database_it_came_from(lookup: PlaceLookup, tmp_path: Path) -> None:
    write_city(tmp_path / "city.mmdb")
    lookup.reload_if_changed()
    assert lookup.place(BERLIN).city == "Berlin"
    write_city(tmp_path / "city.mmdb", city_record("Potsdam", 52.4, 13.06))
    assert lookup.place(BERLIN).city == "Berlin"
    assert lookup.reload_if_changed()
    assert lookup.place(BERLIN).city == "Potsdam"
    assert not lookup.reload_if_changed()


def test_names_of_many_addresses_are_one_object(lookup: PlaceLookup, tmp_path: Path) -> None:
    write_city(tmp_path / "city.mmdb")
    lookup.reload_if_changed()
    assert lookup.place(BERLIN).city is lookup.place("87.123.200.1").city


def test_places_are_told_while_another_thread_reloads(lookup: PlaceLookup, tmp_path: Path) -> None:
    write_city(tmp_path / "city.mmdb")
    lookup.reload_if_changed()
    done = threading.Event()
    seen: set[str | None] = set()

    def ask() -> None:
        number = 0
        while not done.is_set():
            number += 1
            seen.add(lookup.place(f"87.123.{number % 256}.{number // 256 % 256}").city)

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for turn in range(4):
        write_city(tmp_path / "city.mmdb", city_record("Berlin" if turn % 2 else "Potsdam"))
        lookup.reload_if_changed()
    done.set()
    for thread in threads:
        thread.join()
    assert seen <= {"Berlin", "Potsdam"}
    assert seen


@given(st.text(max_size=80))
def test_any_text_has_a_place_or_none(text: str) -> None:
    nothing = Path("/nonexistent")
    assert PlaceLookup(nothing, nothing, nothing).place(text) == UNKNOWN_PLACE


def test_both_states_are_told(lookup: PlaceLookup, tmp_path: Path) -> None:
    write_city(tmp_path / "city.mmdb")
    lookup.reload_if_changed()
    city, asn = lookup.statuses(datetime.now(UTC))
    assert (city.kind, city.loaded, city.database_type, city.error) == ("city", True, "GeoLite2-City", None)
    assert (asn.kind, asn.loaded, asn.error) == ("asn", False, "No such file or directory")


def test_the_c_extension_reads() -> None:
    assert reads_natively()
