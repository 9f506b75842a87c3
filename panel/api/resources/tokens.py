"""Access tokens over HTTP; removing one revokes it."""

from monitoring.contract.requests import NoQuery
from panel.api.collection import Collection
from panel.api.endpoint import Call
from panel.api.models.access import TokenChange, TokenCreate, TokenCreated, TokenRead, TokensPage
from panel.api.models.base import PageQuery
from panel.auth import tokens


async def list_tokens(call: Call[PageQuery]) -> TokensPage:
    page = await tokens.list_tokens(call.services.database, call.data)
    return TokensPage(items=list(page.items), total=page.total, offset=call.data.offset, limit=call.data.limit)


async def read_token(call: Call[NoQuery]) -> TokenRead:
    return await tokens.read_token(call.services.database, call.row_id("token"))


async def create_token(call: Call[TokenCreate]) -> TokenCreated:
    return await tokens.create_token(call.changes(), call.data)


async def change_token(call: Call[TokenChange]) -> TokenRead:
    return await tokens.change_token(call.changes(), call.row_id("token"), call.data)


async def revoke_token(call: Call[NoQuery]) -> None:
    await tokens.revoke_token(call.changes(), call.row_id("token"))


ROWS = Collection(
    path="/api/v1/tokens",
    noun="token",
    plural="tokens",
    query=PageQuery,
    page=TokensPage,
    read=TokenRead,
    create=TokenCreate,
    created=TokenCreated,
    change=TokenChange,
    on_list=list_tokens,
    on_create=create_token,
    on_read=read_token,
    on_change=change_token,
    on_remove=revoke_token,
).rows()
