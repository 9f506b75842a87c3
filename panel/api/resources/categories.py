"""Categories over HTTP."""

from monitoring.contract.requests import NoQuery
from panel import categories
from panel.api.collection import Collection
from panel.api.endpoint import Call
from panel.api.models.catalog import CategoriesPage, CategoriesQuery, CategoryChange, CategoryCreate, CategoryRead


async def list_categories(call: Call[CategoriesQuery]) -> CategoriesPage:
    page = await categories.list_categories(call.services.database, call.data)
    return CategoriesPage(items=list(page.items), total=page.total, offset=call.data.offset, limit=call.data.limit)


async def read_category(call: Call[NoQuery]) -> CategoryRead:
    return await categories.read_category(call.services.database, call.row_id("category"))


async def create_category(call: Call[CategoryCreate]) -> CategoryRead:
    return await categories.create_category(call.changes(), call.data)


async def change_category(call: Call[CategoryChange]) -> CategoryRead:
    return await categories.change_category(call.changes(), call.row_id("category"), call.data)


async def remove_category(call: Call[NoQuery]) -> None:
    await categories.remove_category(call.changes(), call.row_id("category"))


ROWS = Collection(
    path="/api/v1/categories",
    noun="category",
    plural="categories",
    query=CategoriesQuery,
    page=CategoriesPage,
    read=CategoryRead,
    create=CategoryCreate,
    change=CategoryChange,
    on_list=list_categories,
    on_create=create_category,
    on_read=read_category,
    on_change=change_category,
    on_remove=remove_category,
).rows()
