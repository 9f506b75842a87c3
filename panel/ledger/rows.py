"""What is written of a connection, as the columns of `sessions` and `activity` take it."""

from collections.abc import Mapping
from datetime import datetime
from secrets import token_urlsafe

from geo.place import Place
from monitoring.model import UNKNOWN_COUNT, Identity
from panel.db.tables import ACTIVITY, SESSIONS
from panel.sessions import Ending

Value = str | int | float | bool | datetime | None
StoredRow = Mapping[str, Value]

# As short as an index of millions of them ought to be, and never the same twice.
KEY_BYTES = 12

_MAX_COUNT = 2**63 - 1
_SESSION_LENGTHS = {name: getattr(column.type, "length", None) for name, column in SESSIONS.c.items()}
_ACTIVITY_LENGTHS = {name: getattr(column.type, "length", None) for name, column in ACTIVITY.c.items()}


def opened_row(installation: str, collector: str, identity: Identity, place: Place, now: datetime) -> StoredRow:
    """Return the row of a connection that begins; `now` stands in for an unknown start."""
    started_at = identity.connected_at or now
    row: dict[str, Value] = {
        "id": identity.id,
        "installation": installation,
        "line_id": identity.line_id,
        "username": identity.username,
        "stream_id": identity.stream_id,
        "stream_name": identity.stream_name,
        "stream_type": identity.stream_type,
        "protocol": identity.protocol,
        "collector": collector,
        "address": identity.address,
        "country_code": place.country_code,
        "country": place.country,
        "city": place.city,
        "isp": place.isp,
        "asn": place.asn,
        "user_agent": identity.user_agent,
        "started_at": started_at,
        "seen_at": started_at,
        "ended_at": None,
        "duration_s": 0.0,
        "sent_bytes": None,
        "peak_bps": None,
        "stall_s": None,
        "bytes_exact": False,
        "end_reason": None,
    }
    return _fitting(row, _SESSION_LENGTHS)


def closed_row(opened: StoredRow, ending: Ending) -> StoredRow:
    """Return the same row with its ending."""
    return {
        **opened,
        "seen_at": ending.ended_at,
        "ended_at": ending.ended_at,
        "duration_s": ending.duration_s,
        "sent_bytes": None if ending.sent_bytes == UNKNOWN_COUNT else min(ending.sent_bytes, _MAX_COUNT),
        "peak_bps": None if ending.peak_bps is None else min(ending.peak_bps, _MAX_COUNT),
        "stall_s": ending.stall_s,
        "bytes_exact": ending.bytes_exact,
        "end_reason": ending.reason,
    }


def activity_row(at: datetime, kind: str, actor: str | None, subject: str | None, message: str) -> StoredRow:
    """Return the row of an activity with a key of its own, by which writing it twice is noticed."""
    row: dict[str, Value] = {
        "at": at,
        "kind": kind,
        "actor": actor,
        "subject": subject,
        "message": message,
        "key": token_urlsafe(KEY_BYTES),
    }
    return _fitting(row, _ACTIVITY_LENGTHS)


def _fitting(row: Mapping[str, Value], lengths: Mapping[str, int | None]) -> StoredRow:
    return {name: _text(value, lengths[name]) if isinstance(value, str) else value for name, value in row.items()}


def _text(value: str, length: int | None) -> str:
    # PostgreSQL takes neither NUL nor lone surrogates; a player's name for itself may hold anything.
    return value.encode("utf-8", "replace").decode().replace("\0", "")[:length]
