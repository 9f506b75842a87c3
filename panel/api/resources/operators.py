"""Operators over HTTP."""

from monitoring.contract.requests import NoQuery
from panel.api.collection import Collection
from panel.api.endpoint import Call
from panel.api.models.access import OperatorChange, OperatorCreate, OperatorRead, OperatorsPage
from panel.api.models.base import PageQuery
from panel.auth import accounts


async def list_operators(call: Call[PageQuery]) -> OperatorsPage:
    page = await accounts.list_operators(call.services.database, call.data)
    return OperatorsPage(items=list(page.items), total=page.total, offset=call.data.offset, limit=call.data.limit)


async def read_operator(call: Call[NoQuery]) -> OperatorRead:
    return await accounts.read_operator(call.services.database, call.row_id("operator"))


async def create_operator(call: Call[OperatorCreate]) -> OperatorRead:
    return await accounts.create_operator(call.changes(), call.data)


async def change_operator(call: Call[OperatorChange]) -> OperatorRead:
    return await accounts.change_operator(call.changes(), call.row_id("operator"), call.data)


async def remove_operator(call: Call[NoQuery]) -> None:
    await accounts.remove_operator(call.changes(), call.row_id("operator"))


ROWS = Collection(
    path="/api/v1/operators",
    noun="operator",
    plural="operators",
    query=PageQuery,
    page=OperatorsPage,
    read=OperatorRead,
    create=OperatorCreate,
    change=OperatorChange,
    on_list=list_operators,
    on_create=create_operator,
    on_read=read_operator,
    on_change=change_operator,
    on_remove=remove_operator,
).rows()
