"""Small databases in MaxMind's format (MaxMind DB 2.0), so that the demo's viewers have places without a download."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from ipaddress import ip_network
from pathlib import Path
from typing import Protocol, cast

from panel.demo.sample_networks import SAMPLE_NETWORKS, SampleNetwork

CITY_TYPE = "Sample-City"
ASN_TYPE = "Sample-ASN (compat=GeoLite2-ASN)"

_ADDRESSES_PER_NETWORK = 4

Record = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class SampleDatabases:
    """Where the two databases are, and addresses that both know: every network once before any comes again."""

    city: Path
    asn: Path
    addresses: Sequence[str]


class _Writer(Protocol):
    """What is used of `mmdb_writer.MMDBWriter`, which carries no types."""

    def insert_network(self, network: object, content: Record) -> None: ...

    def to_db_file(self, filename: str) -> None: ...


def write_sample_databases(folder: Path) -> SampleDatabases:
    """Write the City and the ASN database of the sample networks into `folder`, replacing older ones."""
    folder.mkdir(parents=True, exist_ok=True)
    city, asn = folder / "sample-city.mmdb", folder / "sample-asn.mmdb"
    write_database(city, CITY_TYPE, ((network.prefix, _city_record(network)) for network in SAMPLE_NETWORKS))
    write_database(asn, ASN_TYPE, ((network.prefix, _asn_record(network)) for network in SAMPLE_NETWORKS))
    return SampleDatabases(city, asn, _addresses())


def write_database(path: Path, database_type: str, records: Iterable[tuple[str, Record]], ip_version: int = 6) -> None:
    """Write one database; `records` are prefixes in CIDR notation with what is said of them."""
    writer = cast(
        "_Writer",
        import_module("mmdb_writer").MMDBWriter(
            ip_version=ip_version,
            database_type=database_type,
            languages=["en"],
            description=f"{database_type}, written by the panel",
            ipv4_compatible=ip_version == 6,
        ),
    )
    networks = import_module("netaddr")
    for prefix, record in records:
        writer.insert_network(networks.IPSet([prefix]), record)
    partial = path.with_name(f".{path.name}.partial")
    writer.to_db_file(str(partial))
    partial.replace(path)


def _city_record(network: SampleNetwork) -> Record:
    record: dict[str, object] = {
        "country": {"iso_code": network.country_code, "names": {"en": network.country}},
        "location": {"latitude": network.latitude, "longitude": network.longitude},
    }
    if network.city is not None:
        record["city"] = {"names": {"en": network.city}}
    return record


def _asn_record(network: SampleNetwork) -> Record:
    return {"autonomous_system_number": network.asn, "autonomous_system_organization": network.isp}


def _addresses() -> tuple[str, ...]:
    networks = [ip_network(network.prefix) for network in SAMPLE_NETWORKS]
    # Spread over the network, never its first or last address.
    parts = range(1, _ADDRESSES_PER_NETWORK + 1)
    return tuple(
        str(network[network.num_addresses * part // (_ADDRESSES_PER_NETWORK + 1) + part])
        for part in parts
        for network in networks
    )
