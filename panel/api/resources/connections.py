"""Connections: exported whole, kicked one at a time."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from itertools import islice

import numpy as np
from starlette.responses import StreamingResponse

from monitoring import payloads
from monitoring.contract.events import ConnectionRow
from monitoring.contract.requests import ConnectionsQuery, NoQuery
from monitoring.rows import row_of, rows_of
from panel.api.endpoint import Call, Endpoint, endpoint
from panel.api.export import MEDIA_TYPES, export_response
from panel.api.models.records import ConnectionsExportQuery, KickAnswer, KickOptions
from panel.api.reading import read_body
from panel.api.resources.live import newest
from panel.delivery.kick import KickOrder, KickReceipt
from panel.problems import NotFoundError

EXPORT_BATCH = 1000


async def export_connections(call: Call[ConnectionsExportQuery]) -> StreamingResponse:
    """Answer every connection of one tick that matches; `offset` and `limit` are not looked at."""
    query = ConnectionsQuery.model_validate(call.data.model_dump(by_alias=False, exclude={"format"}))
    rows = payloads.all_connections(newest(call.services), query)
    return export_response("connections", call.data.format, ConnectionRow, _batches(rows))


async def read_connection(call: Call[NoQuery]) -> ConnectionRow:
    """Answer one connection as of the newest tick."""
    snapshot = newest(call.services)
    row = await asyncio.to_thread(row_of, snapshot.connections, call.key)
    if row is None:
        raise NotFoundError("no such connection")
    return next(rows_of(snapshot, np.array([row])))


async def kick(call: Call[KickOptions]) -> KickAnswer:
    """End a connection and answer once its bytes have stopped for two seconds; options may also come as a body."""
    options = await read_body(call.request, KickOptions) if await call.request.body() else call.data
    order = KickOrder(call.caller.name, options.reason or None, options.cooldown_s, options.scope)
    services = call.services
    receipt = await services.gateway.kick(call.key, order) or await services.collected_kicks.kick(call.key, order)
    if receipt is None:
        raise NotFoundError("no such connection")
    return _answer(receipt)


async def read_kick(call: Call[NoQuery]) -> KickAnswer:
    """Answer what is known of a kick by now."""
    services = call.services
    receipt = services.gateway.kick_receipt(call.key) or services.collected_kicks.receipt(call.key)
    if receipt is None:
        raise NotFoundError("no such kick, or one long past")
    return _answer(receipt)


def _answer(receipt: KickReceipt) -> KickAnswer:
    return KickAnswer(
        id=receipt.id,
        connection_id=receipt.connection_id,
        kicked=receipt.kicked,
        state=receipt.state,
        requested_at=receipt.requested_at,
        cut_at=receipt.cut_at,
        verified_at=receipt.verified_at,
        actor=receipt.order.actor,
        reason=receipt.order.reason,
        scope=receipt.order.scope,
        cooldown_until=receipt.cooldown_until,
    )


async def _batches(rows: Iterator[ConnectionRow]) -> AsyncIterator[Sequence[ConnectionRow]]:
    # The tick must not wait for an export, least of all for its order.
    while batch := await asyncio.to_thread(lambda: list(islice(rows, EXPORT_BATCH))):
        yield batch


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
        "GET",
        "/api/v1/connections/{id}",
        read_connection,
        role="viewer",
        summary="One connection",
        takes=NoQuery,
        gives=ConnectionRow,
    ),
    endpoint(
        "DELETE",
        "/api/v1/connections/{id}",
        kick,
        role="operator",
        summary="Kick: end a connection",
        takes=KickOptions,
        gives=KickAnswer,
    ),
    endpoint(
        "GET",
        "/api/v1/kicks/{id}",
        read_kick,
        role="viewer",
        summary="The receipt of a kick",
        takes=NoQuery,
        gives=KickAnswer,
    ),
)
