"""One database file of the operator: opened, replaced when the file changes, with its state told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import numpy as np
import structlog
from geoip2.database import Reader
from geoip2.errors import AddressNotFoundError
from geoip2.models import ASN, Country
from maxminddb import InvalidDatabaseError

from geo.errors import DatabaseError
from geo.private_copy import Signature, path_of, private_copy, signature_of
from geo.tree import AddressTree
from geo.trial_run import try_apart

CITY_FILE_NAME = "geo-city.mmdb"
NETWORK_FILE_NAME = "geo-asn.mmdb"
MAX_DATABASE_BYTES = 2 << 30

# What reading a damaged file raises, from the C extension and from geoip2's models.
UNREADABLE = (InvalidDatabaseError, ValueError, TypeError, AttributeError, LookupError, OverflowError, RecursionError)

_TEST_ADDRESSES_V4 = tuple(f"{first}.{(first * 37) % 256}.8.1" for first in range(1, 224))
_TEST_ADDRESSES_V6 = ("2001:200::1", "2001:4860::1", "2400::1", "2600::1", "2800::1", "2a00::1", "2c00::1")

Query = Callable[[str], Country | ASN]

log = structlog.get_logger(__name__)


class DatabaseKind(StrEnum):
    """What a database tells of an address: where it is, or whose network it is in."""

    CITY = "city"
    NETWORK = "asn"


@dataclass(frozen=True, slots=True)
class DatabaseStatus:
    """One database as an operator sees it.

    `database_type` is that of the metadata (MaxMind DB format 2.0, "Database Metadata"), `built_at` its build time in
    UTC, `age_days` counts from there. `error` is why the file as it is now is not in use; the version before it may
    still be `loaded`.
    """

    kind: DatabaseKind
    path: Path
    loaded: bool
    database_type: str | None
    built_at: datetime | None
    age_days: int | None
    error: str | None


@dataclass(frozen=True, slots=True)
class OpenDatabase:
    """A database that stood its test lookups; `answered` is how many of them found something.

    `query` takes canonical text; it, and the fields of what it returns, raise AddressNotFoundError or `UNREADABLE`.
    `tree` tells which IPv4 addresses share a record.
    """

    query: Query
    database_type: str
    built_at: datetime
    holds_ipv6: bool
    answered: int
    tree: AddressTree


class DatabaseFile:
    """A path that holds a database now, or may later. One thread reloads; `opened` may be read from any."""

    def __init__(self, kind: DatabaseKind, path: Path, private_folder: Path) -> None:
        self.kind = kind
        self.path = path
        self.opened: OpenDatabase | None = None
        self._private_folder = private_folder
        self._seen: Signature | None = None
        self._error: str | None = None

    def reload_if_changed(self) -> bool:
        """Open the file unless it was seen before; True when `opened` is now another.

        A file that is missing or broken leaves `opened` as it is and is logged when that is first seen.
        """
        try:
            signature = signature_of(self.path)
            if signature == self._seen:
                return False
            opened = self._open_version(signature)
        except OSError as error:
            self._seen = None
            self._fail(error.strerror or type(error).__name__)
            return False
        except DatabaseError as error:
            self._fail(str(error))
            return False
        if opened is None:
            return False
        self.opened = opened
        self._error = None
        log.info("geo database loaded", kind=self.kind, path=str(self.path), database_type=opened.database_type)
        return True

    def status(self, now: datetime) -> DatabaseStatus:
        """Tell the state at `now` (aware)."""
        opened = self.opened
        return DatabaseStatus(
            kind=self.kind,
            path=self.path,
            loaded=opened is not None,
            database_type=opened.database_type if opened else None,
            built_at=opened.built_at if opened else None,
            age_days=max(0, (now - opened.built_at).days) if opened else None,
            error=self._error,
        )

    def _open_version(self, signature: Signature) -> OpenDatabase | None:
        """Open the file as `signature` names it; None when it is being written just now and should be tried again."""
        try:
            opened = open_database(self.kind, self.path, self._private_folder)
        finally:
            unchanged = signature_of(self.path) == signature
            self._seen = signature if unchanged else None
        return opened if unchanged else None

    def _fail(self, reason: str) -> None:
        if reason != self._error:
            log.warning("geo database unusable", kind=self.kind, path=str(self.path), reason=reason)
        self._error = reason


def open_database(kind: DatabaseKind, path: Path, private_folder: Path) -> OpenDatabase:
    """Open a private copy of a database and try it.

    Raises DatabaseError when the content is no database of that kind, OSError when it cannot be read or copied.
    """
    if path.stat().st_size > MAX_DATABASE_BYTES:
        raise DatabaseError(f"larger than {MAX_DATABASE_BYTES} bytes")
    with private_copy(path, private_folder) as copy:
        try_apart(copy)
        try:
            reader = Reader(path_of(copy))
            metadata = reader.metadata()
            built_at = datetime.fromtimestamp(metadata.build_epoch, UTC)
            content = np.memmap(path_of(copy), np.uint8, "r")
            tree = AddressTree(content, metadata.node_count, metadata.record_size, metadata.ip_version)
        except UNREADABLE as error:
            raise DatabaseError("not a MaxMind database, or cut short") from error
    query = _query_of(kind, reader, metadata.database_type)
    holds_ipv6 = metadata.ip_version == 6
    answered = _try_lookups(query, holds_ipv6)
    return OpenDatabase(query, metadata.database_type, built_at, holds_ipv6, answered, tree)


def _query_of(kind: DatabaseKind, reader: Reader, database_type: str) -> Query:
    queries: dict[str, Query]
    if kind is DatabaseKind.CITY:
        queries = {"Enterprise": reader.enterprise, "City": reader.city, "Country": reader.country}
    else:
        queries = {"GeoIP2-ISP": reader.isp, "GeoLite2-ASN": reader.asn}
    for mark, query in queries.items():
        if mark in database_type:
            return query
    wanted = "City" if kind is DatabaseKind.CITY else "ISP or ASN"
    raise DatabaseError(f"holds {database_type[:80]!r} where a {wanted} database is needed")


def _try_lookups(query: Query, holds_ipv6: bool) -> int:
    answered = 0
    for address in _TEST_ADDRESSES_V4 + (_TEST_ADDRESSES_V6 if holds_ipv6 else ()):
        try:
            query(address)
            answered += 1
        except AddressNotFoundError:
            continue
        except UNREADABLE as error:
            raise DatabaseError("its records cannot be read") from error
    return answered
