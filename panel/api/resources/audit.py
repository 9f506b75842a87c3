"""The audit over HTTP."""

import orjson
from sqlalchemy import select
from sqlmodel import col

from panel.api.endpoint import Call, Endpoint, endpoint
from panel.api.models.audit import AuditChange, AuditItem, AuditPage, AuditQuery
from panel.db.service_models import AuditRecord
from panel.paging import contains, read_page


async def audit(call: Call[AuditQuery]) -> AuditPage:
    query = call.data
    statement = select(AuditRecord).order_by(col(AuditRecord.id).desc())
    if query.search:
        fields = (col(AuditRecord.message), col(AuditRecord.subject), col(AuditRecord.actor), col(AuditRecord.changes))
        statement = statement.where(contains(query.search, *fields))
    exactly = (
        (col(AuditRecord.actor), query.actor),
        (col(AuditRecord.kind), query.kind),
        (col(AuditRecord.subject), query.subject),
    )
    for column, wanted in exactly:
        if wanted is not None:
            statement = statement.where(column == wanted)
    if query.from_time is not None:
        statement = statement.where(col(AuditRecord.at) >= query.from_time)
    if query.to_time is not None:
        statement = statement.where(col(AuditRecord.at) < query.to_time)
    async with call.services.database.session() as session:
        page = await read_page(session, statement, query.offset, query.limit)
    items = [_item(record) for record in page.items]
    return AuditPage(items=items, total=page.total, offset=query.offset, limit=query.limit)


def _item(record: AuditRecord) -> AuditItem:
    changes = orjson.loads(record.changes)
    return AuditItem(
        id=record.id or 0,
        timestamp=record.at,
        actor=record.actor,
        kind=record.kind,
        subject=record.subject,
        message=record.message,
        changes=[AuditChange(field=name, before=was, after=becomes) for name, (was, becomes) in changes.items()],
        hash=record.hash,
    )


ROWS: tuple[Endpoint, ...] = (
    endpoint(
        "GET",
        "/api/v1/audit",
        audit,
        role="viewer",
        summary="Who changed what, newest first",
        takes=AuditQuery,
        gives=AuditPage,
    ),
)
