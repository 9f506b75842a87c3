"""The sentences an operator reads of lines that come and go."""

from collections.abc import Mapping

from geo.place import Place
from monitoring.model import Identity
from panel.sessions import EndReason

_LEFT: Mapping[EndReason, str] = {
    "left": "{line} left {stream}",
    "idle": "{line} stopped watching {stream}",
    "stalled": "{line} stopped receiving {stream}",
    "limit": "{line} lost {stream}: too many connections",
    "kicked": "{line} was kicked from {stream}",
    "expired": "{line} lost {stream}: the line expired",
    "disabled": "{line} lost {stream}: the line was disabled",
    "rule": "{line} lost {stream}: a rule ended it",
    "source lost": "{line} lost {stream}: its source was lost",
    "shutdown": "{line} lost {stream}: the service stopped",
    "crash": "{line} lost {stream}: the service crashed",
}


def started(identity: Identity, place: Place) -> str:
    """Return for example `bob started News 24 from Lisbon, Portugal`."""
    where = ", ".join(part for part in (place.city, place.country) if part)
    return f"{_line(identity)} started {_stream(identity)}" + (f" from {where}" if where else "")


def left(identity: Identity, reason: EndReason, *, over_quota: bool = False) -> str:
    """Return for example `bob left News 24`."""
    if reason == "limit" and over_quota:
        return f"{_line(identity)} lost {_stream(identity)}: its quota of the month is used up"
    return _LEFT[reason].format(line=_line(identity), stream=_stream(identity))


def recovered(sessions: int) -> str:
    """Return what is told after a start that found sessions open."""
    found = "1 session was" if sessions == 1 else f"{sessions} sessions were"
    return f"the service had ended without notice; {found} closed as of the last tick"


def _line(identity: Identity) -> str:
    return identity.username or "an unknown line"


def _stream(identity: Identity) -> str:
    return identity.stream_name or "an unknown stream"
