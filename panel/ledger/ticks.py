"""What a tick leaves in the record: how far each open session is, how it is shared, and the figures of the day."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Protocol

from monitoring.shares import Share, Shares
from monitoring.snapshot import DayState
from panel.history.dimensions import UNKNOWN, Dimension, country_key
from panel.history.names import Names
from panel.ledger.rows import StoredRow


class TickFigures(Protocol):
    """What the ledger takes of a snapshot: sessions by id, bytes and bitrate (bit/s)."""

    @property
    def timestamp(self) -> datetime: ...

    @property
    def monotonic_s(self) -> float: ...

    @property
    def day(self) -> DayState: ...

    def open_sessions(self) -> Iterable[tuple[str, int | None, int | None]]: ...

    def shares(self) -> Shares: ...


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


def keyed(shares: Shares, names: Names) -> list[tuple[Dimension, int, Share]]:
    """Return the shares by the keys they are stored under; the names of `shares` must have been learnt."""
    return [
        (Dimension.TOTAL, UNKNOWN, shares.total),
        *((Dimension.STREAM, stream or UNKNOWN, share) for stream, share in shares.streams.items()),
        *((Dimension.COUNTRY, country_key(code), share) for code, share in shares.countries.items()),
        *((Dimension.ISP, names.number(isp), share) for isp, share in shares.isps.items()),
        *((Dimension.COLLECTOR, names.number(name), share) for name, share in shares.collectors.items()),
    ]
