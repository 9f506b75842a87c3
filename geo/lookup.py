"""Address to place, from the operator's databases, remembered."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache, partial
from importlib import import_module
from pathlib import Path

import numpy as np
import structlog
from geoip2.errors import AddressNotFoundError
from geoip2.models import ASN, ISP, City, Country
from numpy.typing import NDArray

from geo.address import MAX_ADDRESS_LENGTH, is_public, read_address
from geo.batch import BatchLookup, Records
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
        self._lookups = _Lookups(None, None)
        if not reads_natively():
            log.warning("geo databases are read without the C extension of maxminddb, fifteen times slower")

    def place(self, address: str | None) -> Place:
        """Return the place of an address, never raise. What is unknown, private or no address gives `UNKNOWN_PLACE`."""
        if address is None or len(address) > MAX_ADDRESS_LENGTH:
            return UNKNOWN_PLACE
        return self._lookups.one(address)

    def locate(self, addresses: Sequence[str | None]) -> tuple[Sequence[Place], NDArray[np.int32]]:
        """Return the places there are among these addresses, and for each address which of them it has.

        Costs about a microsecond for an IPv4 address whose record was met before or learned.
        """
        return self._lookups.many.locate(addresses)

    def learn(self) -> bool:
        """Read some of the records that most addresses have, so that they need not be read when one comes.

        Takes some tens of milliseconds, at first a second for a large database; False when nothing is left to learn.
        Call it in a worker thread, one call at a time.
        """
        return self._lookups.many.learn()

    def reload_if_changed(self) -> bool:
        """Take up files that appeared or changed since the last call; True when places may differ from before.

        Copies and tries the files: up to a second for each that changed, so call it in a worker thread.
        """
        # Both are always asked, and both changes appear at once.
        changed = [self._city.reload_if_changed(), self._network.reload_if_changed()]
        if any(changed):
            self._lookups = _Lookups(self._city.opened, self._network.opened)
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


class _Lookups:
    """Lookups in two databases with memories of their own, so that no answer outlives them."""

    def __init__(self, city: OpenDatabase | None, network: OpenDatabase | None) -> None:
        resolver = _Resolver(city, network)
        self.one: Callable[[str], Place] = lru_cache(CACHED_PLACES)(resolver.place)
        records = [Records(each.tree, partial(resolver.tell, each)) for each in resolver.databases]
        self.many = BatchLookup(self.one, _join, records)


class _Resolver:
    def __init__(self, city: OpenDatabase | None, network: OpenDatabase | None) -> None:
        self.databases = [each for each in (city, network) if each is not None]
        self._complained = False

    def place(self, text: str) -> Place:
        address = read_address(text)
        if address is None or not is_public(address):
            return UNKNOWN_PLACE
        return _join([self.tell(each, str(address), address.version) for each in self.databases])

    def tell(self, database: OpenDatabase, address: str, version: int = 4) -> Place:
        if version == 6 and not database.holds_ipv6:
            return UNKNOWN_PLACE
        try:
            return _place_of(database.query(address))
        except AddressNotFoundError:
            return UNKNOWN_PLACE
        except UNREADABLE as error:
            if not self._complained:
                log.warning("geo record unreadable", database_type=database.database_type, error=type(error).__name__)
            self._complained = True
            return UNKNOWN_PLACE


def _join(told: Sequence[Place]) -> Place:
    """Return what the city's and the network's databases tell together, or the only one of them."""
    if len(told) < 2:
        return told[0] if told else UNKNOWN_PLACE
    where, whose = told
    return Place(
        where.country_code,
        where.country,
        where.city,
        whose.isp or where.isp,
        whose.asn or where.asn,
        where.latitude,
        where.longitude,
    )


def _place_of(record: Country | ASN) -> Place:
    if isinstance(record, ASN):
        provider = name(record.isp) if isinstance(record, ISP) else None
        return Place(
            isp=provider or name(record.autonomous_system_organization),
            asn=asn(record.autonomous_system_number),
        )
    code = country_code(record.country.iso_code)
    latitude, longitude = _coordinates(record)
    return Place(
        country_code=code,
        country=None if code is None else name(record.country.name),
        city=name(record.city.name) if isinstance(record, City) else None,
        # Only Enterprise databases tell the network here.
        isp=name(record.traits.isp) or name(record.traits.autonomous_system_organization),
        asn=asn(record.traits.autonomous_system_number),
        latitude=latitude,
        longitude=longitude,
    )


def _coordinates(record: Country) -> tuple[float, float] | tuple[None, None]:
    if not isinstance(record, City):
        return (None, None)
    return coordinates(record.location.latitude, record.location.longitude)
