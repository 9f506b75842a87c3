"""Sessions read whole: with what they have in common, under the names it had then."""

from typing import Any

from sqlalchemy import Column, Select, Table, select

from panel.db.session_tables import SESSION_ORIGINS, SESSION_TITLES, SESSIONS

Recorded = Select[*tuple[Any, ...]]

_OF_THE_TABLE = ("id", "digest", "used_day")


def shared(table: Table) -> list[Column[Any]]:
    """Return what sessions have in common by `session_origins` or `session_titles`, in the order of its columns."""
    return [column for column in table.c if column.name not in _OF_THE_TABLE]


_ALL = (*SESSIONS.c, *shared(SESSION_ORIGINS), *shared(SESSION_TITLES))


def recorded() -> Recorded:
    """Select sessions with their origins and titles; each row has the columns of all three under their own names."""
    return (
        select(*_ALL)
        .select_from(SESSIONS)
        .join(SESSION_ORIGINS, SESSIONS.c.origin_id == SESSION_ORIGINS.c.id, isouter=True)
        .join(SESSION_TITLES, SESSIONS.c.title_id == SESSION_TITLES.c.id, isouter=True)
    )
