"""Acts that change nothing in the database and are audited with their activity: logins, kicks, imports."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from panel.audit.entry import AuditEntry

AUDITED = frozenset(
    {
        "operator.login",
        "operator.refused",
        "connection.kicked",
        "connections.kicked",
        "stream.restarted",
        "playlist.imported",
        "guide.imported",
    }
)


class ActivityRow(Protocol):
    """An activity as it is stored."""

    def __getitem__(self, column: str, /) -> str | int | float | datetime | None: ...


def audited(activities: Iterable[ActivityRow]) -> Sequence[AuditEntry]:
    """Return the entries of those activities that are audited; what the panel did by itself is not."""
    return [_entry(row) for row in activities if row["kind"] in AUDITED and not _by_itself(row)]


def _by_itself(row: ActivityRow) -> bool:
    return row["actor"] is None and row["kind"] != "operator.refused"


def _entry(row: ActivityRow) -> AuditEntry:
    at = row["at"]
    if not isinstance(at, datetime):
        raise TypeError("an activity has a time")
    return AuditEntry(
        at=at,
        actor=_text(row["actor"]),
        kind=str(row["kind"]),
        subject=_text(row["subject"]),
        message=str(row["message"]),
        key=str(row["key"]),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
