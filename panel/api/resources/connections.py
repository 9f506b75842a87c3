"""Connections: exported whole, kicked one at a time."""

from collections.abc import AsyncIterator, Iterator, Sequence
from itertools import islice

from starlette.responses import StreamingResponse

from monitoring import payloads
from monitoring.clock import Clock
from monitoring.contract.events import ConnectionRow
from monitoring.contract.requests import ConnectionsQuery, NoQuery
from panel.api.endpoint import Call, Endpoint, endpoint
from panel.api.export import MEDIA_TYPES, export_response
from panel.api.models.records import ConnectionsExportQuery, KickAnswer
from panel.api.resources.live import newest
from panel.problems import NotFoundError

EXPORT_BATCH = 1000


async def export_connections(call: Call[ConnectionsExportQuery]) -> StreamingResponse:
    """Answer every connection of one tick that matches; `offset` and `limit` are not looked at."""
    query = ConnectionsQuery.model_validate(call.data.model_dump(by_alias=False, exclude={"format"}))
    rows = payloads.all_connections(newest(call.services), query)
    return export_response("connections", call.data.format, ConnectionRow, _batches(rows, call.services.clock))


async def kick(call: Call[NoQuery]) -> KickAnswer:
    """End a connection and answer once its bytes have stopped."""
    receipt = await call.services.gateway.kick(call.key)
    if receipt is None:
        raise NotFoundError("no such connection")
    call.services.ledger.record(
        "connection.kicked", call.caller.name, call.key, f"{call.caller.name} kicked a connection"
    )
    return KickAnswer(kicked=receipt.kicked, verified_at=receipt.verified_at)


async def _batches(rows: Iterator[ConnectionRow], clock: Clock) -> AsyncIterator[Sequence[ConnectionRow]]:
    while batch := list(islice(rows, EXPORT_BATCH)):
        yield batch
        # The tick must not wait for an export.
        await clock.sleep(0)


ROWS: tuple[Endpoint, ...] = (
    endpoint(
        "GET",
        "/api/v1/connections/export",
        export_connections,
        role="viewer",
        summary="Every matching connection as a file",
        takes=ConnectionsExportQuery,
        gives=None,
        media_types=tuple(MEDIA_TYPES.values()),
    ),
    endpoint(
        "DELETE",
        "/api/v1/connections/{id}",
        kick,
        role="operator",
        summary="Kick: end a connection",
        takes=NoQuery,
        gives=KickAnswer,
    ),
)
