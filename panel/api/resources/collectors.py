"""Collectors over HTTP."""

from monitoring.contract.requests import NoQuery
from monitoring.errors import CollectorError
from panel.api.collection import Collection
from panel.api.endpoint import Call, endpoint
from panel.api.models.base import PageQuery
from panel.api.models.collectors import (
    CollectorChange,
    CollectorCreate,
    CollectorRead,
    CollectorsPage,
    CollectorTrial,
    TriedConnection,
)
from panel.collectors import records
from panel.collectors.trial import Listed, try_collector

SHOWN = 10


async def list_collectors(call: Call[PageQuery]) -> CollectorsPage:
    page = await records.list_collectors(call.services.database, call.data)
    items = [_shown(collector, call.is_admin) for collector in page.items]
    return CollectorsPage(items=items, total=page.total, offset=call.data.offset, limit=call.data.limit)


async def read_collector(call: Call[NoQuery]) -> CollectorRead:
    found = await records.read_collector(call.services.database, call.row_id("collector"))
    return _shown(found, call.is_admin)


async def create_collector(call: Call[CollectorCreate]) -> CollectorRead:
    return await records.create_collector(call.changes(), call.data)


async def change_collector(call: Call[CollectorChange]) -> CollectorRead:
    return await records.change_collector(call.changes(), call.row_id("collector"), call.data)


async def remove_collector(call: Call[NoQuery]) -> None:
    await records.remove_collector(call.changes(), call.row_id("collector"))


async def read_once(call: Call[NoQuery]) -> CollectorTrial:
    services = call.services
    found = await records.read_collector(services.database, call.row_id("collector"))
    fact = await records.collector_fact(services.database, found.name)
    began_s = services.clock.monotonic_s()
    error: str | None = None
    listed: Listed = ()
    try:
        listed = await try_collector(fact, services.catalog, services.clock)
    except CollectorError as failure:
        error = str(failure)
    return CollectorTrial(
        works=error is None,
        error=error,
        duration_ms=round((services.clock.monotonic_s() - began_s) * 1000, 3),
        connections=len(listed) if error is None else None,
        newest=_newest(listed),
    )


def _newest(listed: Listed) -> list[TriedConnection]:
    return [
        TriedConnection(
            username=identity.username,
            stream_name=identity.stream_name,
            protocol=identity.protocol,
            ip=identity.address,
            user_agent=identity.user_agent,
            connected_at=identity.connected_at,
            bytes_transferred=sent_bytes,
        )
        for identity, sent_bytes in listed[:SHOWN]
    ]


def _shown(collector: CollectorRead, to_admin: bool) -> CollectorRead:
    return collector if to_admin else collector.model_copy(update={"url": None, "username": None})


COLLECTORS = "/api/v1/collectors"
ROWS = (
    *Collection(
        path=COLLECTORS,
        noun="collector",
        plural="collectors",
        query=PageQuery,
        page=CollectorsPage,
        read=CollectorRead,
        create=CollectorCreate,
        change=CollectorChange,
        on_list=list_collectors,
        on_create=create_collector,
        on_read=read_collector,
        on_change=change_collector,
        on_remove=remove_collector,
    ).rows(),
    endpoint(
        "POST",
        f"{COLLECTORS}/{{id}}/test",
        read_once,
        role="admin",
        summary="Read a collector once",
        takes=NoQuery,
        gives=CollectorTrial,
    ),
)
