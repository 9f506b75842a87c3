"""What is written of a connection, and of what happened."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from secrets import token_urlsafe

from geo.place import Place
from monitoring.model import UNKNOWN_COUNT, Identity
from panel.db.session_tables import SESSION_ORIGINS, SESSION_TITLES
from panel.db.tables import ACTIVITY
from panel.ledger.interned import Origin, Title
from panel.sessions import Ending

Value = str | int | float | bool | datetime | None
StoredRow = Mapping[str, Value]

# As short as an index of millions of them ought to be, and never the same twice.
KEY_BYTES = 12

_MAX_COUNT = 2**63 - 1
_LENGTHS = {
    name: getattr(column.type, "length", None)
    for table in (SESSION_ORIGINS, SESSION_TITLES, ACTIVITY)
    for name, column in table.c.items()
}


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """All that is on record of a session; `ended_at` and `end_reason` are None while it is open."""

    id: str
    line_id: int | None
    stream_id: int | None
    origin: Origin
    title: Title
    started_at: datetime
    ended_at: datetime | None = None
    lasted_ms: int = 0
    sent_bytes: int | None = None
    peak_bps: int | None = None
    stall_ms: int | None = None
    bytes_exact: bool = False
    end_reason: str | None = None

    @property
    def seen_at(self) -> datetime:
        """When it ended, or began where it has not."""
        return self.ended_at or self.started_at

    @property
    def names(self) -> tuple[str | None, str]:
        """The names that sums are kept by: of the provider and the collector."""
        return self.origin.isp, self.origin.collector


def opened_record(collector: str, identity: Identity, place: Place, now: datetime) -> SessionRecord:
    """Return the record of a connection that begins; `now` stands in for an unknown start."""
    return SessionRecord(
        id=identity.id,
        line_id=identity.line_id,
        stream_id=identity.stream_id,
        origin=Origin(
            username=_fitting("username", identity.username),
            protocol=_text(identity.protocol, _LENGTHS["protocol"]),
            collector=_text(collector, _LENGTHS["collector"]),
            address=_fitting("address", identity.address),
            country_code=_fitting("country_code", place.country_code),
            country=_fitting("country", place.country),
            city=_fitting("city", place.city),
            isp=_fitting("isp", place.isp),
            asn=place.asn,
            user_agent=_fitting("user_agent", identity.user_agent),
        ),
        title=Title(_fitting("stream_name", identity.stream_name), identity.stream_type),
        started_at=identity.connected_at or now,
    )


def closed_record(opened: SessionRecord, ending: Ending) -> SessionRecord:
    """Return the same record with its ending."""
    return replace(
        opened,
        ended_at=ending.ended_at,
        lasted_ms=milliseconds(ending.duration_s),
        sent_bytes=None if ending.sent_bytes == UNKNOWN_COUNT else min(ending.sent_bytes, _MAX_COUNT),
        peak_bps=None if ending.peak_bps is None else min(ending.peak_bps, _MAX_COUNT),
        stall_ms=None if ending.stall_s is None else milliseconds(ending.stall_s),
        bytes_exact=ending.bytes_exact,
        end_reason=ending.reason,
    )


def activity_row(at: datetime, kind: str, actor: str | None, subject: str | None, message: str) -> StoredRow:
    """Return the row of an activity with a key of its own, by which writing it twice is noticed."""
    return {
        "at": at,
        "kind": _text(kind, _LENGTHS["kind"]),
        "actor": _fitting("actor", actor),
        "subject": _fitting("subject", subject),
        "message": _text(message, _LENGTHS["message"]),
        "key": token_urlsafe(KEY_BYTES),
    }


def milliseconds(duration_s: float) -> int:
    return round(duration_s * 1000)


def _fitting(column: str, value: str | None) -> str | None:
    return None if value is None else _text(value, _LENGTHS[column])


def _text(value: str, length: int | None) -> str:
    if value.isascii() and "\0" not in value:
        return value[:length]
    # PostgreSQL takes neither NUL nor lone surrogates; a player's name for itself may hold anything.
    return value.encode("utf-8", "replace").decode().replace("\0", "")[:length]
