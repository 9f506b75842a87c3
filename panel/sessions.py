"""How a connection's life is told to the ledger: opened, then closed once with its ending."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from monitoring.model import Identity

EndReason = Literal[
    "left",
    "idle",
    "stalled",
    "limit",
    "kicked",
    "expired",
    "disabled",
    "rule",
    "source lost",
    "shutdown",
    "crash",
]


@dataclass(frozen=True, slots=True)
class Ending:
    """The final figures of a connection.

    `sent_bytes` is what the viewer acknowledged where `bytes_exact`, else what was written, `UNKNOWN_COUNT` where a
    collector could not tell; `peak_bps` the highest bitrate of any tick, or of the whole; `stall_s` by how many seconds
    data came later than at the stream's pace while the viewer was short of it, through whose fault ever (see
    `panel.delivery.shortage`), None where nobody can tell.
    """

    sent_bytes: int
    ended_at: datetime
    duration_s: float
    reason: EndReason
    peak_bps: int | None
    stall_s: float | None
    bytes_exact: bool


class SessionBook(Protocol):
    """Where connections are written down. No method blocks or raises, whatever the database does."""

    def opened(self, collector: str, identity: Identity) -> None:
        """Keep that a connection began; the book itself tells the activity `line.connected`.

        One of an added collector that was thought to have left goes on as the same session.
        """
        ...

    def closed(self, collector: str, identity: Identity, ending: Ending, stored: Callable[[], None]) -> None:
        """Keep how it ended and call `stored` on the event loop once that is committed; tells `line.left`."""
        ...

    def record(self, kind: str, actor: str | None, subject: str | None, message: str) -> None:
        """Keep an activity: `kind` is `<subject>.<verb>`, `message` a sentence without secrets."""
        ...
