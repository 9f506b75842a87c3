"""What the beginning and the ending of a session mean for the sums of the past."""

from datetime import datetime
from typing import cast

from panel.collectors.fact import GATEWAY
from panel.db.bulk import RawRow
from panel.history.dimensions import UNKNOWN, SessionKeys, country_key
from panel.history.increments import Increments
from panel.history.names import Names
from panel.history.times import MINUTE_S, day_number, microseconds, steps_since_epoch
from panel.ledger.open_book import NOT_TOLD, Figures
from panel.ledger.rows import StoredRow


def text_of(row: StoredRow, name: str) -> str | None:
    """Return a column of text."""
    return cast("str | None", row[name])


def keys_of(row: StoredRow, names: Names) -> SessionKeys:
    """Return where the bytes of a session's row go; its names must have been learnt."""
    return SessionKeys(
        cast("int | None", row["line_id"]),
        cast("int | None", row["stream_id"]) or UNKNOWN,
        country_key(text_of(row, "country_code")),
        names.number(text_of(row, "isp")),
        names.number(text_of(row, "collector")),
    )


def open_row(installation: int, session_id: str, row: StoredRow, figures: Figures) -> RawRow:
    """Return the row of `open_sessions` of a session that begins, or goes on."""
    seen_us = microseconds(cast(datetime, row["seen_at"]))
    told = (None if count == NOT_TOLD else count for count in (figures.sent_bytes, figures.peak_bps))
    times = (figures.lasted_ms, figures.booked_bytes, figures.booked_ms)
    return (installation, figures.slot, session_id, figures.keys.line_id, seen_us, *told, *times)


def ended_row(row: StoredRow, stored: Figures) -> StoredRow:
    """Return a session's last row with no less than what is `stored`, which a later tick or an earlier run has told."""
    if row["collector"] == GATEWAY:
        return row
    sent_bytes = max(stored.sent_bytes, NOT_TOLD if row["sent_bytes"] is None else cast(int, row["sent_bytes"]))
    peak_bps = max(stored.peak_bps, NOT_TOLD if row["peak_bps"] is None else cast(int, row["peak_bps"]))
    return {
        **row,
        "sent_bytes": None if sent_bytes == NOT_TOLD else sent_bytes,
        "peak_bps": None if peak_bps == NOT_TOLD else peak_bps,
        "duration_s": max(stored.lasted_ms / 1000, cast(float, row["duration_s"])),
    }


def add_ending(increments: Increments, row: StoredRow, stored: Figures, unbooked_day: int) -> None:
    """Add what a session's last row has beyond what is `stored`, at its end; book what is unbooked, of its own day."""
    ended_at = cast(datetime, row["ended_at"])
    told = cast("int | None", row["sent_bytes"])
    stored_bytes = max(0, stored.sent_bytes)
    added_bytes = 0 if told is None else told - stored_bytes
    increments.add_bytes(steps_since_epoch(ended_at, MINUTE_S), stored.keys, added_bytes)
    line_id = stored.keys.line_id
    if line_id is not None:
        unbooked_ms = stored.lasted_ms - stored.booked_ms
        increments.book(line_id, unbooked_day, stored_bytes - stored.booked_bytes, unbooked_ms)
        added_ms = milliseconds(cast(float, row["duration_s"])) - stored.lasted_ms
        increments.book(line_id, day_number(ended_at), added_bytes, added_ms)
        increments.meter(line_id, day_number(ended_at), added_bytes)


def milliseconds(duration_s: float) -> int:
    return round(duration_s * 1000)
