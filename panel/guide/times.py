"""Times as XMLTV writes them: `YYYYMMDDhhmmss +hhmm` (xmltv.dtd, "All dates and times in this DTD follow …")."""

import re
from datetime import UTC, datetime, timedelta, timezone

# Any initial part of the time may stand alone; without an offset it is UTC.
_TIME = re.compile(r"(\d{4}(?:\d{2}){0,5})\s*(?:([+-])(\d{2}):?(\d{2})|UTC|GMT|Z)?", re.ASCII | re.IGNORECASE)
_PADDING = "00000101000000"


def parse_time(text: str) -> datetime | None:
    """Return the moment in UTC, None for what is no time."""
    found = _TIME.fullmatch(text.strip()) if len(text) <= 64 else None
    if found is None:
        return None
    digits = found[1] + _PADDING[len(found[1]) :]
    try:
        month, day, hour, minute, second = (int(digits[at : at + 2]) for at in range(4, 14, 2))
        return datetime(int(digits[:4]), month, day, hour, minute, second, tzinfo=_zone(found)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def format_time(moment: datetime) -> str:
    """Return a moment as XMLTV writes it, in UTC."""
    return moment.astimezone(UTC).strftime("%Y%m%d%H%M%S +0000")


def _zone(found: re.Match[str]) -> timezone:
    if found[2] is None:
        return UTC
    offset = timedelta(hours=int(found[3]), minutes=int(found[4]))
    return timezone(-offset if found[2] == "-" else offset)
