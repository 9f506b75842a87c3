"""Bouquets over HTTP."""

from monitoring.contract.requests import NoQuery
from panel import bouquets
from panel.api.collection import Collection
from panel.api.endpoint import Call
from panel.api.models.base import PageQuery
from panel.api.models.catalog import BouquetChange, BouquetCreate, BouquetRead, BouquetsPage


async def list_bouquets(call: Call[PageQuery]) -> BouquetsPage:
    page = await bouquets.list_bouquets(call.services.database, call.data)
    return BouquetsPage(items=list(page.items), total=page.total, offset=call.data.offset, limit=call.data.limit)


async def read_bouquet(call: Call[NoQuery]) -> BouquetRead:
    return await bouquets.read_bouquet(call.services.database, call.row_id("bouquet"))


async def create_bouquet(call: Call[BouquetCreate]) -> BouquetRead:
    return await bouquets.create_bouquet(call.changes(), call.data)


async def change_bouquet(call: Call[BouquetChange]) -> BouquetRead:
    return await bouquets.change_bouquet(call.changes(), call.row_id("bouquet"), call.data)


async def remove_bouquet(call: Call[NoQuery]) -> None:
    await bouquets.remove_bouquet(call.changes(), call.row_id("bouquet"))


ROWS = Collection(
    path="/api/v1/bouquets",
    noun="bouquet",
    plural="bouquets",
    query=PageQuery,
    page=BouquetsPage,
    read=BouquetRead,
    create=BouquetCreate,
    change=BouquetChange,
    on_list=list_bouquets,
    on_create=create_bouquet,
    on_read=read_bouquet,
    on_change=change_bouquet,
    on_remove=remove_bouquet,
).rows()
