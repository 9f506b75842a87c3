"""Many addresses at once have the places that each has by itself."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.lookup import PlaceLookup
from geo.place import UNKNOWN_PLACE
from panel.demo.geo_databases import write_sample_databases
from tests.fakes.geo_databases import BERLIN, BERLIN_V6, write_city

Known = tuple[PlaceLookup, Sequence[str]]
ODD = [BERLIN, BERLIN_V6, f" {BERLIN}", f"::ffff:{BERLIN}", "10.0.0.1", "192.168.7.7", "::1", "", "x" * 99]
ADDRESSES = st.one_of(
    st.none(),
    st.sampled_from(
        [BERLIN, BERLIN_V6, f" {BERLIN}", f"::ffff:{BERLIN}", "10.0.0.1", "192.168.7.7", "::1", "", "x" * 99]
    ),
    st.ip_addresses(v=4).map(str),
    st.integers(1, 223).map(lambda first: f"{first}.123.4.5"),
    st.ip_addresses(v=6).map(str),
    st.text(max_size=12),
)


@pytest.fixture(scope="module")
def lookup(tmp_path_factory: pytest.TempPathFactory) -> Known:
    """The sample databases, and addresses that are in them."""
    folder = tmp_path_factory.mktemp("geo")
    sample = write_sample_databases(folder)
    places = PlaceLookup(sample.city, sample.asn, folder / "private")
    assert places.reload_if_changed()
    return places, sample.addresses


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_a_batch_tells_what_each_lookup_tells(lookup: Known, data: st.DataObject) -> None:
    places_lookup, known = lookup
    addresses = data.draw(st.lists(ADDRESSES | st.sampled_from(known), max_size=30))
    places, codes = places_lookup.locate(addresses)
    assert [places[code] for code in codes.tolist()] == [places_lookup.place(address) for address in addresses]


def test_addresses_of_one_record_share_the_place(tmp_path: Path) -> None:
    lookup = PlaceLookup(write_city(tmp_path / "city.mmdb"), tmp_path / "none", tmp_path / "private")
    assert lookup.locate([BERLIN])[0][-1] == UNKNOWN_PLACE
    lookup.reload_if_changed()
    places, codes = lookup.locate([BERLIN, "87.123.200.9", "8.8.8.8"])
    assert codes[0] == codes[1] != codes[2]
    assert places[codes[0]].city == "Berlin"


def test_what_was_learned_need_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.batch.LEARNED_AT_ONCE", 1)
    sample = write_sample_databases(tmp_path)
    lookup = PlaceLookup(sample.city, sample.asn, tmp_path / "private")
    assert not lookup.learn()
    lookup.reload_if_changed()
    expected = [lookup.place(address) for address in sample.addresses]
    while lookup.learn():
        pass
    # From now on the databases would tell nothing.
    monkeypatch.setattr("geo.lookup._Resolver.tell", lambda *_: UNKNOWN_PLACE)
    monkeypatch.setattr("geo.lookup._place_of", lambda *_: UNKNOWN_PLACE)
    places, codes = lookup.locate(sample.addresses)
    assert [places[code] for code in codes.tolist()] == expected
