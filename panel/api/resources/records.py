"""Sessions and activity over HTTP."""

from sqlalchemy import select
from sqlmodel import col
from starlette.responses import StreamingResponse

from monitoring.contract.events import ActivityEntry
from panel.api.endpoint import Call, Endpoint, endpoint
from panel.api.export import MEDIA_TYPES, export_response
from panel.api.models.records import (
    ActivityPage,
    ActivityQuery,
    SessionRow,
    SessionsExportQuery,
    SessionsPage,
    SessionsQuery,
)
from panel.db.models import Activity
from panel.paging import contains, read_page
from panel.session_records import every_session, list_sessions


async def sessions(call: Call[SessionsQuery]) -> SessionsPage:
    page = await list_sessions(call.services.database, call.data)
    return SessionsPage(items=list(page.items), total=page.total, offset=call.data.offset, limit=call.data.limit)


async def export_sessions(call: Call[SessionsExportQuery]) -> StreamingResponse:
    rows = every_session(call.services.database, call.data)
    return export_response("sessions", call.data.format, SessionRow, rows)


async def activity(call: Call[ActivityQuery]) -> ActivityPage:
    query = call.data
    statement = select(Activity).order_by(col(Activity.id).desc())
    if query.search:
        statement = statement.where(
            contains(query.search, col(Activity.message), col(Activity.subject), col(Activity.actor))
        )
    if query.kind is not None:
        statement = statement.where(col(Activity.kind) == query.kind)
    if query.subject is not None:
        statement = statement.where(col(Activity.subject) == query.subject)
    async with call.services.database.session() as session:
        page = await read_page(session, statement, query.offset, query.limit)
    return ActivityPage(
        items=[_entry(row) for row in page.items], total=page.total, offset=query.offset, limit=query.limit
    )


def _entry(row: Activity) -> ActivityEntry:
    return ActivityEntry(
        id=row.id or 0, timestamp=row.at, kind=row.kind, actor=row.actor, subject=row.subject, message=row.message
    )


ROWS: tuple[Endpoint, ...] = (
    endpoint(
        "GET",
        "/api/v1/sessions",
        sessions,
        role="viewer",
        summary="Sessions, newest first",
        takes=SessionsQuery,
        gives=SessionsPage,
    ),
    endpoint(
        "GET",
        "/api/v1/sessions/export",
        export_sessions,
        role="viewer",
        summary="Every matching session as a file",
        takes=SessionsExportQuery,
        gives=None,
        media_types=tuple(MEDIA_TYPES.values()),
    ),
    endpoint(
        "GET",
        "/api/v1/activity",
        activity,
        role="viewer",
        summary="What happened, newest first",
        takes=ActivityQuery,
        gives=ActivityPage,
    ),
)
