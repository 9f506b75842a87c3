"""Lines: accounts of subscribers."""

from typing import Annotated

from pydantic import Field

from monitoring.contract.base import Timestamp, WireModel
from panel.api.models.base import ChangeModel, LinePassword, LineUsername, ListPage, Moment, PageQuery, RowId

MaxConnections = Annotated[int, Field(ge=0, le=10_000, description="0 is no limit")]
BouquetIds = Annotated[list[RowId], Field(max_length=1000, description="none: the line may play every stream")]


class LineRead(WireModel):
    id: int
    username: str
    password: str | None = Field(description="shown to admin alone")
    max_connections: int = Field(description="0 is no limit")
    expires_at: Timestamp | None = Field(description="null: never")
    trial: bool
    enabled: bool
    bouquet_ids: list[int]
    created_at: Timestamp


class LineCreate(WireModel):
    username: LineUsername
    password: LinePassword | None = Field(None, description="generated where absent")
    max_connections: MaxConnections = 1
    expires_at: Moment | None = None
    trial: bool = False
    enabled: bool = True
    bouquet_ids: BouquetIds = []


class LineChange(ChangeModel):
    clearable = frozenset({"expires_at"})

    username: LineUsername | None = None
    password: LinePassword | None = None
    max_connections: MaxConnections | None = None
    expires_at: Moment | None = None
    trial: bool | None = None
    enabled: bool | None = None
    bouquet_ids: BouquetIds | None = None


class LinesQuery(PageQuery):
    enabled: bool | None = None
    trial: bool | None = None


class LinesPage(ListPage[LineRead]):
    """Lines by username."""
