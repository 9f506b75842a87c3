"""What the beginning and the ending of a session mean for the sums of the past."""

from dataclasses import replace

from panel.collectors.fact import GATEWAY
from panel.db.bulk import RawRow
from panel.db.session_columns import pack_session_id
from panel.history.dimensions import UNKNOWN, SessionKeys, country_key
from panel.history.increments import Increments
from panel.history.names import Names
from panel.history.times import MINUTE_S, day_number, microseconds, steps_since_epoch
from panel.ledger.open_book import NOT_TOLD, Figures
from panel.ledger.rows import SessionRecord


class UnstorableError(ValueError):
    """A record that no database takes."""


def keys_of(record: SessionRecord, names: Names) -> SessionKeys:
    """Return where the bytes of a session go; its names must have been learnt."""
    origin = record.origin
    return SessionKeys(
        record.line_id,
        record.stream_id or UNKNOWN,
        country_key(origin.country_code),
        names.number(origin.isp),
        names.number(origin.collector),
    )


def day_of(record: SessionRecord) -> int:
    """Return the UTC day on which a session was seen last. Raises UnstorableError."""
    try:
        return day_number(record.seen_at)
    except TypeError as error:
        raise UnstorableError("a stored time needs a zone") from error


def session_row(record: SessionRecord, installation: int, origin_id: int, title_id: int) -> RawRow:
    """Return the row of `sessions` without its number. Raises UnstorableError."""
    try:
        started_us = microseconds(record.started_at)
        ended_us = None if record.ended_at is None else microseconds(record.ended_at)
    except TypeError as error:
        raise UnstorableError("a stored time needs a zone") from error
    return (
        *(pack_session_id(record.id), installation, record.line_id, record.stream_id, origin_id, title_id),
        *(started_us, ended_us, record.lasted_ms, record.sent_bytes, record.peak_bps, record.stall_ms),
        *(record.bytes_exact, record.end_reason),
    )


def ending_row(record: SessionRecord) -> RawRow:
    """Return what an ending changes of a row of `sessions`, its id last. Raises UnstorableError."""
    row = session_row(record, 0, 0, 0)
    return (*row[7:], row[0])


def open_row(installation: int, record: SessionRecord, figures: Figures) -> RawRow:
    """Return the row of `open_sessions` of a session that begins, or goes on."""
    seen_us = microseconds(record.seen_at)
    told = (None if count == NOT_TOLD else count for count in (figures.sent_bytes, figures.peak_bps))
    times = (figures.lasted_ms, figures.booked_bytes, figures.booked_ms)
    return (installation, figures.slot, pack_session_id(record.id), figures.keys.line_id, seen_us, *told, *times)


def ended_record(record: SessionRecord, stored: Figures) -> SessionRecord:
    """Return a session's end with no less than what is `stored`, which a later tick or an earlier run has told."""
    if record.origin.collector == GATEWAY:
        return record
    sent_bytes = max(stored.sent_bytes, NOT_TOLD if record.sent_bytes is None else record.sent_bytes)
    peak_bps = max(stored.peak_bps, NOT_TOLD if record.peak_bps is None else record.peak_bps)
    return replace(
        record,
        sent_bytes=None if sent_bytes == NOT_TOLD else sent_bytes,
        peak_bps=None if peak_bps == NOT_TOLD else peak_bps,
        lasted_ms=max(stored.lasted_ms, record.lasted_ms),
    )


def add_ending(increments: Increments, record: SessionRecord, stored: Figures, unbooked_day: int) -> None:
    """Add what a session's end has beyond what is `stored`, at its end; book what is unbooked, of its own day."""
    stored_bytes = max(0, stored.sent_bytes)
    added_bytes = 0 if record.sent_bytes is None else record.sent_bytes - stored_bytes
    increments.add_bytes(steps_since_epoch(record.seen_at, MINUTE_S), stored.keys, added_bytes)
    line_id = stored.keys.line_id
    if line_id is not None:
        day = day_number(record.seen_at)
        increments.book(line_id, unbooked_day, stored_bytes - stored.booked_bytes, stored.lasted_ms - stored.booked_ms)
        increments.book(line_id, day, added_bytes, record.lasted_ms - stored.lasted_ms)
        increments.meter(line_id, day, added_bytes)
