"""Streams over HTTP: as they are kept, with their state of now; started, stopped, restarted."""

from dataclasses import asdict

from monitoring.contract.requests import NoQuery
from monitoring.contract.streams import StreamHealthRow
from monitoring.model import StreamState
from panel import streams
from panel.api.collection import Collection
from panel.api.endpoint import Call, endpoint
from panel.api.models.streams import (
    StreamChange,
    StreamCreate,
    StreamListQuery,
    StreamOrderAnswer,
    StreamRead,
    StreamsPage,
)
from panel.api.resources.stream_health import health_of, ids_with_status
from panel.streams import StreamFile


async def list_streams(call: Call[StreamListQuery]) -> StreamsPage:
    snapshot = call.services.sampler.newest
    ids = None if call.data.status is None else ids_with_status(snapshot, call.data.status)
    page = await streams.list_streams(call.services.database, call.data, ids)
    health = health_of(snapshot, [file.id for file in page.items])
    return StreamsPage(
        items=[_shown(file, health.get(file.id), call.is_admin) for file in page.items],
        total=page.total,
        offset=call.data.offset,
        limit=call.data.limit,
        seq=snapshot.seq if snapshot else None,
        timestamp=snapshot.timestamp if snapshot else None,
        streams=[health[file.id] for file in page.items if file.id in health],
    )


async def read_stream(call: Call[NoQuery]) -> StreamRead:
    return _read(call, await streams.read_stream(call.services.database, call.row_id("stream")))


async def create_stream(call: Call[StreamCreate]) -> StreamRead:
    return _read(call, await streams.create_stream(call.changes(), call.data))


async def change_stream(call: Call[StreamChange]) -> StreamRead:
    return _read(call, await streams.change_stream(call.changes(), call.row_id("stream"), call.data))


async def remove_stream(call: Call[NoQuery]) -> None:
    await streams.remove_stream(call.changes(), call.row_id("stream"))


async def start_stream(call: Call[NoQuery]) -> StreamOrderAnswer:
    """Enable it for good and pull its source."""
    stream_id = call.row_id("stream")
    await streams.switch_stream(call.changes(), stream_id, enabled=True)
    return _answer(await call.services.gateway.start_stream(stream_id))


async def stop_stream(call: Call[NoQuery]) -> StreamOrderAnswer:
    """Disable it until it is started again; its viewers are let go."""
    stream_id = call.row_id("stream")
    await streams.switch_stream(call.changes(), stream_id, enabled=False)
    return _answer(await call.services.gateway.stop_stream(stream_id))


async def restart_stream(call: Call[NoQuery]) -> StreamOrderAnswer:
    """Drop its source and pull it anew."""
    stream_id = call.row_id("stream")
    file = await streams.read_stream(call.services.database, stream_id)
    answer = _answer(await call.services.gateway.restart_stream(stream_id))
    name = call.caller.name
    call.services.ledger.record("stream.restarted", name, file.name, f"{name} restarted stream {file.name}")
    return answer


def _read(call: Call[NoQuery] | Call[StreamCreate] | Call[StreamChange], file: StreamFile) -> StreamRead:
    health = health_of(call.services.sampler.newest, [file.id])
    return _shown(file, health.get(file.id), call.is_admin)


def _shown(file: StreamFile, health: StreamHealthRow | None, to_admin: bool) -> StreamRead:
    kept = asdict(file) if to_admin else {**asdict(file), "source_url": None, "backup_urls": None}
    state: dict[str, object] = (
        dict.fromkeys(StreamHealthRow.model_fields) | {"status": "unknown", "running": False, "viewers": 0}
        if health is None
        else health.model_dump(by_alias=False)
    )
    del state["stream_id"], state["stream_name"]
    return StreamRead.model_validate({**kept, **state})


def _answer(state: StreamState) -> StreamOrderAnswer:
    return StreamOrderAnswer(
        stream_id=state.stream_id,
        stream_name=state.name,
        status=state.status,
        reason=state.reason,
        since=state.since,
    )


STREAMS = "/api/v1/streams"
ROWS = (
    *Collection(
        path=STREAMS,
        noun="stream",
        plural="streams",
        query=StreamListQuery,
        page=StreamsPage,
        read=StreamRead,
        create=StreamCreate,
        change=StreamChange,
        on_list=list_streams,
        on_create=create_stream,
        on_read=read_stream,
        on_change=change_stream,
        on_remove=remove_stream,
    ).rows(),
    *(
        endpoint(
            "POST",
            f"{STREAMS}/{{id}}/{verb}",
            handler,
            role="operator",
            summary=f"{verb.capitalize()} a stream",
            takes=NoQuery,
            gives=StreamOrderAnswer,
        )
        for verb, handler in (("start", start_stream), ("stop", stop_stream), ("restart", restart_stream))
    ),
)
