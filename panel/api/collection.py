"""The five rows that every kept resource has: list, create, read, change, remove."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from monitoring.contract.base import WireModel
from monitoring.contract.requests import NoQuery
from panel.api.endpoint import Call, Endpoint, endpoint

Query = TypeVar("Query", bound=WireModel)
Create = TypeVar("Create", bound=WireModel)
Change = TypeVar("Change", bound=WireModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection(Generic[Query, Create, Change]):
    """Handlers and models of a resource; anyone logged in may read, admin alone may change."""

    path: str
    noun: str
    plural: str
    query: type[Query]
    page: type[WireModel]
    read: type[WireModel]
    create: type[Create]
    created: type[WireModel] | None = None
    change: type[Change]
    on_list: Callable[[Call[Query]], Awaitable[WireModel]]
    on_create: Callable[[Call[Create]], Awaitable[WireModel]]
    on_read: Callable[[Call[NoQuery]], Awaitable[WireModel]]
    on_change: Callable[[Call[Change]], Awaitable[WireModel]]
    on_remove: Callable[[Call[NoQuery]], Awaitable[None]]

    def rows(self) -> tuple[Endpoint, ...]:
        """Return the rows of the route table."""
        one = self.path + "/{id}"
        made = self.created or self.read
        return (
            endpoint(
                "GET",
                self.path,
                self.on_list,
                role="viewer",
                summary=f"List {self.plural}",
                takes=self.query,
                gives=self.page,
            ),
            endpoint(
                "POST",
                self.path,
                self.on_create,
                role="admin",
                summary=f"Add a {self.noun}",
                takes=self.create,
                gives=made,
                status=201,
            ),
            endpoint(
                "GET", one, self.on_read, role="viewer", summary=f"Read a {self.noun}", takes=NoQuery, gives=self.read
            ),
            endpoint(
                "PATCH",
                one,
                self.on_change,
                role="admin",
                summary=f"Change a {self.noun}",
                takes=self.change,
                gives=self.read,
            ),
            endpoint(
                "DELETE",
                one,
                self.on_remove,
                role="admin",
                summary=f"Remove a {self.noun}",
                takes=NoQuery,
                gives=None,
                status=204,
            ),
        )
