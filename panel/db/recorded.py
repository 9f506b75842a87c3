"""Sessions read whole: with what they have in common, under the names it had then."""

from typing import Any

from sqlalchemy import Select, select

from panel.db.session_tables import SESSION_ORIGINS, SESSION_TITLES, SESSIONS

Recorded = Select[*tuple[Any, ...]]

_COMMON = ("id", "digest", "used_day")
_ALL = (
    *SESSIONS.c,
    *(column for table in (SESSION_ORIGINS, SESSION_TITLES) for column in table.c if column.name not in _COMMON),
)


def recorded() -> Recorded:
    """Select sessions with their origins and titles; each row has the columns of all three under their own names."""
    return (
        select(*_ALL)
        .select_from(SESSIONS)
        .join(SESSION_ORIGINS, SESSIONS.c.origin_id == SESSION_ORIGINS.c.id, isouter=True)
        .join(SESSION_TITLES, SESSIONS.c.title_id == SESSION_TITLES.c.id, isouter=True)
    )
