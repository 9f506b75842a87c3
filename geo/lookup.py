"""Address to place, from the operator's databases, remembered."""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from importlib import import_module
from pathlib import Path

import structlog
from geoip2.errors import AddressNotFoundError
from geoip2.models import ASN, ISP, City, Country

from geo.address import MAX_ADDRESS_LENGTH, is_public, read_address
from geo.database import UNREADABLE, DatabaseFile, DatabaseKind, DatabaseStatus, OpenDatabase
from geo.fields import asn, coordinates, country_code, name
from geo.place import UNKNOWN_PLACE, Place

CACHED_PLACES = 65_536

log = structlog.get_logger(__name__)


class PlaceLookup:
    """Answers where an address is. Knows nothing until the first `reload_if_changed`.

    `place` may be called from any thread while one other reloads.
    """

    def __init__(self, city_path: Path, network_path: Path, private_folder: Path) -> None:
        self._city = DatabaseFile(DatabaseKind.CITY, city_path, private_folder)
        self._network = DatabaseFile(DatabaseKind.NETWORK, network_path, private_folder)
        self._resolve = _resolver(None, None)
        if not reads_natively():
            log.warning("geo databases are read without the C extension of maxminddb, fifteen times slower")

    def place(self, address: str | None) -> Place:
        """Return the place of an address, never raise. What is unknown, private or no address gives `UNKNOWN_PLACE`."""
        if address is None or len(address) > MAX_ADDRESS_LENGTH:
            return UNKNOWN_PLACE
        return self._resolve(address)

    def reload_if_changed(self) -> bool:
        """Take up files that appeared or changed since the last call; True when places may differ from before.

        Copies and tries the files: up to a second for each that changed, so call it in a worker thread.
        """
        # Both are always asked, and both changes appear at once.
        changed = [self._city.reload_if_changed(), self._network.reload_if_changed()]
        if any(changed):
            self._resolve = _resolver(self._city.opened, self._network.opened)
        return any(changed)

    def statuses(self, now: datetime) -> tuple[DatabaseStatus, ...]:
        """Tell the state of both databases, the city's first, at `now` (aware)."""
        return (self._city.status(now), self._network.status(now))


def reads_natively() -> bool:
    """Tell whether databases are read through the C extension."""
    try:
        import_module("maxminddb.extension")
    except ImportError:
        return False
    return True


def _resolver(city: OpenDatabase | None, network: OpenDatabase | None) -> Callable[[str], Place]:
    """Return a lookup in these two databases with a memory of its own, so that no answer outlives them."""
    return lru_cache(CACHED_PLACES)(_Resolver(city, network).place)


class _Resolver:
    def __init__(self, city: OpenDatabase | None, network: OpenDatabase | None) -> None:
        self._city = city
        self._network = network
        self._complained = False

    def place(self, text: str) -> Place:
        address = read_address(text)
        if address is None or not is_public(address):
            return UNKNOWN_PLACE
        where = self._record(self._city, str(address), address.version)
        whose = self._record(self._network, str(address), address.version)
        return _place_of(where if isinstance(where, Country) else None, whose if isinstance(whose, ASN) else None)

    def _record(self, database: OpenDatabase | None, address: str, version: int) -> Country | ASN | None:
        if database is None or (version == 6 and not database.holds_ipv6):
            return None
        try:
            return database.query(address)
        except AddressNotFoundError:
            return None
        except UNREADABLE as error:
            if not self._complained:
                log.warning("geo record unreadable", database_type=database.database_type, error=type(error).__name__)
            self._complained = True
            return None


def _place_of(where: Country | None, whose: ASN | None) -> Place:
    code = country_code(where.country.iso_code) if where else None
    located = where if isinstance(where, City) else None
    latitude, longitude = (
        coordinates(located.location.latitude, located.location.longitude) if located else (None, None)
    )
    return Place(
        country_code=code,
        country=name(where.country.name) if where and code else None,
        city=name(located.city.name) if located else None,
        isp=_isp(where, whose),
        asn=_asn(where, whose),
        latitude=latitude,
        longitude=longitude,
    )


# Of City-type databases only Enterprise ones tell the network, as traits.


def _isp(where: Country | None, whose: ASN | None) -> str | None:
    provider = name(whose.isp) if isinstance(whose, ISP) else None
    holder = name(whose.autonomous_system_organization) if whose else None
    if provider or holder or not where:
        return provider or holder
    return name(where.traits.isp) or name(where.traits.autonomous_system_organization)


def _asn(where: Country | None, whose: ASN | None) -> int | None:
    number = asn(whose.autonomous_system_number) if whose else None
    return number or (asn(where.traits.autonomous_system_number) if where else None)
