"""Categories and bouquets: how streams are arranged and packaged."""

from typing import Annotated

from pydantic import Field

from monitoring.contract.base import WireModel
from monitoring.contract.events import StreamType
from panel.api.models.base import ChangeModel, ListPage, PageQuery, Position, RowId, Title

StreamIds = Annotated[list[RowId], Field(max_length=100_000)]


class CategoryRead(WireModel):
    id: int
    name: str
    type: StreamType
    position: int


class CategoriesPage(ListPage[CategoryRead]):
    """Categories in their order."""


class CategoryCreate(WireModel):
    name: Title
    type: StreamType = "live"
    position: Position = 0


class CategoryChange(ChangeModel):
    name: Title | None = None
    type: StreamType | None = None
    position: Position | None = None


class CategoriesQuery(PageQuery):
    type: StreamType | None = None


class BouquetRead(WireModel):
    id: int
    name: str
    stream_ids: list[int]


class BouquetsPage(ListPage[BouquetRead]):
    """Bouquets by name."""


class BouquetCreate(WireModel):
    name: Title
    stream_ids: StreamIds = []


class BouquetChange(ChangeModel):
    name: Title | None = None
    stream_ids: StreamIds | None = None
