from ipaddress import ip_address, ip_network
from pathlib import Path

from geo.address import is_public
from geo.lookup import PlaceLookup
from panel.demo.geo_databases import write_sample_databases
from panel.demo.sample_networks import SAMPLE_NETWORKS


def test_every_sample_address_has_the_place_of_its_network(tmp_path: Path) -> None:
    samples = write_sample_databases(tmp_path / "samples")
    lookup = PlaceLookup(samples.city, samples.asn, tmp_path / "private")
    assert lookup.reload_if_changed()
    networks = {ip_network(network.prefix): network for network in SAMPLE_NETWORKS}
    for address in samples.addresses:
        (network,) = (sample for prefix, sample in networks.items() if ip_address(address) in prefix)
        place = lookup.place(address)
        assert (place.country_code, place.country, place.city) == (network.country_code, network.country, network.city)
        assert (place.isp, place.asn) == (network.isp, network.asn)
        assert (place.latitude, place.longitude) == (network.latitude, network.longitude)


def test_the_samples_are_spread_over_the_world(tmp_path: Path) -> None:
    samples = write_sample_databases(tmp_path)
    assert len(samples.addresses) == len(set(samples.addresses)) >= 200
    assert all(is_public(address) for address in samples.addresses)
    assert len({network.country_code for network in SAMPLE_NETWORKS}) >= 25
    assert len({network.isp for network in SAMPLE_NETWORKS}) >= 50
    assert {ip_address(address).version for address in samples.addresses} == {4, 6}
    assert any(network.city is None for network in SAMPLE_NETWORKS)


def test_a_few_addresses_are_already_of_as_many_networks(tmp_path: Path) -> None:
    first = write_sample_databases(tmp_path).addresses[: len(SAMPLE_NETWORKS)]
    prefixes = [ip_network(network.prefix) for network in SAMPLE_NETWORKS]
    assert all(sum(ip_address(address) in prefix for address in first) == 1 for prefix in prefixes)


def test_writing_again_replaces_what_was_there(tmp_path: Path) -> None:
    once = write_sample_databases(tmp_path)
    assert write_sample_databases(tmp_path) == once
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sample-asn.mmdb", "sample-city.mmdb"]
