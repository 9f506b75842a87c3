"""Lines over HTTP."""

from monitoring.contract.requests import NoQuery
from panel import lines
from panel.api.collection import Collection
from panel.api.endpoint import Call
from panel.api.models.lines import LineChange, LineCreate, LineRead, LinesPage, LinesQuery
from panel.api.resources.line_devices import devices_of


async def list_lines(call: Call[LinesQuery]) -> LinesPage:
    page = await lines.list_lines(call.services.database, call.data)
    items = [_shown(line, call.is_admin) for line in page.items]
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
    return _shown(await lines.read_line(call.services.database, call.row_id("line")), call.is_admin)


async def create_line(call: Call[LineCreate]) -> LineRead:
    return await lines.create_line(call.changes(), call.data)


async def change_line(call: Call[LineChange]) -> LineRead:
    return await lines.change_line(call.changes(), call.row_id("line"), call.data)


async def remove_line(call: Call[NoQuery]) -> None:
    await lines.remove_line(call.changes(), call.row_id("line"))


def _shown(line: LineRead, to_admin: bool) -> LineRead:
    return line if to_admin else line.model_copy(update={"password": None})


ROWS = Collection(
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
).rows()
