"""Lines over HTTP."""

from collections.abc import Sequence
from typing import TypeVar

from monitoring.contract.base import WireModel
from monitoring.contract.requests import NoQuery
from panel import lines
from panel.api.collection import Collection
from panel.api.endpoint import Call, Endpoint, endpoint
from panel.api.models.lines import LineChange, LineCreate, LineRead, LinesPage, LinesQuery, LineUse, LineUseQuery
from panel.api.resources.line_devices import devices_of
from panel.api.resources.line_use import line_use
from panel.history.line_use import bytes_of_month
from panel.history.times import day_number

Query = TypeVar("Query", bound=WireModel)


async def list_lines(call: Call[LinesQuery]) -> LinesPage:
    page = await lines.list_lines(call.services.database, call.data)
    items = await _shown(call, page.items)
    snapshot = call.services.sampler.newest
    return LinesPage(
        items=items,
        total=page.total,
        offset=call.data.offset,
        limit=call.data.limit,
        timestamp=snapshot.timestamp if snapshot else None,
        devices=devices_of(snapshot, [line.id for line in items]),
    )


async def read_line(call: Call[NoQuery]) -> LineRead:
    return (await _shown(call, [await lines.read_line(call.services.database, call.row_id("line"))]))[0]


async def create_line(call: Call[LineCreate]) -> LineRead:
    return (await _shown(call, [await lines.create_line(call.changes(), call.data)]))[0]


async def change_line(call: Call[LineChange]) -> LineRead:
    return (await _shown(call, [await lines.change_line(call.changes(), call.row_id("line"), call.data)]))[0]


async def remove_line(call: Call[NoQuery]) -> None:
    await lines.remove_line(call.changes(), call.row_id("line"))


async def read_use(call: Call[LineUseQuery]) -> LineUse:
    line = await lines.read_line(call.services.database, call.row_id("line"))
    return await line_use(call.services.database, line, call.data, call.services.clock.now())


async def _shown(call: Call[Query], found: Sequence[LineRead]) -> list[LineRead]:
    today = day_number(call.services.clock.now())
    used = await bytes_of_month(call.services.database, [line.id for line in found], today)
    hidden = {} if call.is_admin else {"password": None}
    return [line.model_copy(update={"bytes_this_month": used[line.id], **hidden}) for line in found]


COLLECTION = Collection(
    path="/api/v1/lines",
    noun="line",
    plural="lines",
    query=LinesQuery,
    page=LinesPage,
    read=LineRead,
    create=LineCreate,
    change=LineChange,
    on_list=list_lines,
    on_create=create_line,
    on_read=read_line,
    on_change=change_line,
    on_remove=remove_line,
)
ROWS: tuple[Endpoint, ...] = (
    *COLLECTION.rows(),
    endpoint(
        "GET",
        "/api/v1/lines/{id}/use",
        read_use,
        role="viewer",
        summary="What a line used by day and month",
        takes=LineUseQuery,
        gives=LineUse,
    ),
)
