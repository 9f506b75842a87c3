"""What a tick leaves in the record: how far each open session is, and the figures of the day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Protocol

from monitoring.snapshot import DayState
from panel.ledger.rows import StoredRow


class TickFigures(Protocol):
    """What the ledger takes of a snapshot: sessions by id, bytes and bitrate (bit/s)."""

    @property
    def timestamp(self) -> datetime: ...

    @property
    def day(self) -> DayState: ...

    def open_sessions(self) -> Iterable[tuple[str, int | None, int | None]]: ...


def session_rows(tick: TickFigures, begun: Mapping[str, datetime]) -> Sequence[StoredRow]:
    """Return parameters of `panel.ledger.statements.checkpoint` for the sessions whose beginning is known."""
    return [
        {
            "session": session_id,
            "at": tick.timestamp,
            "lasted_s": max(0.0, (tick.timestamp - begun[session_id]).total_seconds()),
            "total_bytes": sent_bytes,
            "rate_bps": bitrate_bps,
        }
        for session_id, sent_bytes, bitrate_bps in tick.open_sessions()
        if session_id in begun
    ]


def day_row(tick: TickFigures, installation: str) -> StoredRow:
    """Return the row of `day_totals` for the UTC day of the tick."""
    return {
        "day": tick.timestamp.astimezone(UTC).date().isoformat(),
        "installation": installation,
        "sent_bytes": tick.day.bytes,
        "sessions": tick.day.sessions or 0,
        "peak_connections": tick.day.peak_connections,
        "peak_bandwidth_bps": tick.day.peak_bandwidth_bps or 0,
    }
