"""Values of database records made fit to show: what says nothing becomes None."""

import sys
from math import isfinite

_MAX_NAME_LENGTH = 200
_MAX_ASN = 2**32 - 1
# User-assigned by ISO 3166-1; DB-IP writes it where the country is not known.
_UNKNOWN_COUNTRY = "ZZ"


def country_code(value: object) -> str | None:
    """Return an ISO 3166-1 alpha-2 code in capitals, or None."""
    if not isinstance(value, str) or len(value) != 2 or not (value.isascii() and value.isalpha()):
        return None
    code = value.upper()
    return None if code == _UNKNOWN_COUNTRY else sys.intern(code)


def name(value: object) -> str | None:
    """Return a name on one line and of bounded length, or None."""
    if not isinstance(value, str):
        return None
    printable = value if value.isprintable() else "".join(c if c.isprintable() else " " for c in value)
    line = " ".join(printable.split())
    # Many addresses share few names: one object for all keeps a large memory of places small.
    return sys.intern(line[:_MAX_NAME_LENGTH]) if line else None


def asn(value: object) -> int | None:
    """Return the number of an autonomous system (RFC 6793: 32 bits, 0 reserved by RFC 7607), or None."""
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if 0 < value <= _MAX_ASN else None


def coordinates(latitude: object, longitude: object) -> tuple[float, float] | tuple[None, None]:
    """Return degrees, or twice None where they are missing, out of range or the 0, 0 that stands for nowhere."""
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        return (None, None)
    if not (isfinite(latitude) and isfinite(longitude) and abs(latitude) <= 90 and abs(longitude) <= 180):
        return (None, None)
    if latitude == 0 and longitude == 0:
        return (None, None)
    return (float(latitude), float(longitude))
