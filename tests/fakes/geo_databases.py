"""Databases as their makers write them, and files that only look like one."""

import gzip
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from panel.demo.geo_databases import write_database

BERLIN = "87.123.4.5"
BERLIN_V6 = "2003:c0::1"
SOMEWHERE_ELSE = "8.8.8.8"

_LANGUAGES = ("de", "en", "es", "fr", "ja", "pt-BR", "ru", "zh-CN")


def city_record(city: str = "Berlin", latitude: float = 52.52, longitude: float = 13.405) -> Mapping[str, object]:
    """The shape of a GeoLite2 City record, with names in eight languages."""
    return {
        "city": {
            "geoname_id": 2950159,
            "names": {language: f"{city}-{language}" for language in _LANGUAGES} | {"en": city},
        },
        "continent": {"code": "EU", "geoname_id": 6255148, "names": dict.fromkeys(_LANGUAGES, "Europe")},
        "country": {"geoname_id": 2921044, "iso_code": "DE", "names": dict.fromkeys(_LANGUAGES, "Germany")},
        "location": {"accuracy_radius": 20, "latitude": latitude, "longitude": longitude, "time_zone": "Europe/Berlin"},
        "postal": {"code": "10115"},
        "registered_country": {"iso_code": "FR", "names": {"en": "France"}},
        "subdivisions": [{"iso_code": "BE", "names": {"en": "Land Berlin"}}],
    }


def write_city(
    path: Path,
    record: Mapping[str, object] | None = None,
    database_type: str = "GeoLite2-City",
    ip_version: int = 6,
) -> Path:
    """One network, that of `BERLIN` (and `BERLIN_V6`)."""
    return _write(path, database_type, city_record() if record is None else record, ip_version)


def write_asn(
    path: Path, record: Mapping[str, object] | None = None, database_type: str = "GeoLite2-ASN", ip_version: int = 6
) -> Path:
    """The same network in a database of networks."""
    default = {"autonomous_system_number": 8881, "autonomous_system_organization": "1&1 Versatel GmbH"}
    return _write(path, database_type, default if record is None else record, ip_version)


def write_dbip_city(path: Path, built_at: datetime | None = None) -> Path:
    """What DB-IP Lite calls itself; answers all over the world. Built now unless told."""
    _write_everywhere(path, "DBIP-City-Lite", city_record())
    if built_at is not None:
        _rebuild(path, built_at)
    return path


def write_dbip_asn(path: Path) -> Path:
    return _write_everywhere(
        path,
        "DBIP-ASN-Lite (compat=GeoLite2-ASN)",
        {"autonomous_system_number": 8881, "autonomous_system_organization": "1&1 Versatel GmbH"},
    )


def packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), mtime=0)


def write_junk(folder: Path) -> dict[str, Path]:
    """Files at the place of a City database, by what is wrong with them."""
    good = write_city(folder / "good.mmdb").read_bytes()
    contents = {
        "empty": b"",
        "html": b"<!doctype html><title>404 Not Found</title>" * 100,
        "one byte": good[:1],
        "tree cut": good[: len(good) // 10],
        "half": good[: len(good) // 2],
        "metadata cut": good[:-20],
        "gzip": gzip.compress(good),
        "random": bytes((i * 97 + i * i) % 251 for i in range(10_000)),
        "metadata alone": good[good.index(b"\xab\xcd\xefMaxMind.com") :],
    }
    for kind, content in contents.items():
        (folder / f"{kind}.junk").write_bytes(content)
    junk = {kind: folder / f"{kind}.junk" for kind in contents}
    junk["asn database"] = write_asn(folder / "asn.junk")
    junk["unknown type"] = write_city(folder / "type.junk", database_type="IP2Proxy-PX4")
    junk["records of another shape"] = _write_everywhere(folder / "shape.junk", "GeoLite2-City", {"city": "Berlin"})
    return junk


def _write(path: Path, database_type: str, record: Mapping[str, object], ip_version: int) -> Path:
    prefixes = ["87.123.0.0/16"] + (["2003:c0::/26"] if ip_version == 6 else [])
    write_database(path, database_type, [(prefix, record) for prefix in prefixes], ip_version)
    return path


def _write_everywhere(path: Path, database_type: str, record: Mapping[str, object]) -> Path:
    write_database(path, database_type, [("0.0.0.0/1", record), ("128.0.0.0/2", record), ("2000::/3", record)])
    return path


def _rebuild(path: Path, built_at: datetime) -> None:
    """Write another build time into the metadata: a key, the type byte of an uint64 of four bytes, the number."""
    content = path.read_bytes()
    key = re.escape(b"build_epoch\x04\x02")
    replaced, count = re.subn(
        key + b"....", b"build_epoch\x04\x02" + int(built_at.timestamp()).to_bytes(4, "big"), content, flags=re.DOTALL
    )
    assert count == 1
    path.write_bytes(replaced)
