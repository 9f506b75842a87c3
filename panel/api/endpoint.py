"""One row of the route table: method, path, least role, models and handler. Everything else is derived from it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from starlette.requests import Request
from starlette.responses import Response

from monitoring.contract.base import WireModel
from monitoring.contract.requests import Role
from monitoring.ports import Principal
from panel.api.errors import ApiError, json_response
from panel.api.models.base import MAX_ID
from panel.api.reading import read_body, read_query
from panel.changes import Changes
from panel.problems import NotFoundError
from panel.services import Services

Method = Literal["GET", "POST", "PATCH", "DELETE"]
Data = TypeVar("Data", bound=WireModel)
Answer = WireModel | Response | None


@dataclass(frozen=True, slots=True)
class Call(Generic[Data]):
    """A request that passed every check: `data` is its query (GET, DELETE) or its body (POST, PATCH)."""

    request: Request
    services: Services
    principal: Principal | None
    data: Data

    @property
    def caller(self) -> Principal:
        """Who asks. Raises ApiError where the endpoint lets anyone ask."""
        if self.principal is None:
            raise ApiError("unauthorized", "log in, or send a token")
        return self.principal

    @property
    def is_admin(self) -> bool:
        return self.caller.role == "admin"

    @property
    def key(self) -> str:
        """The last variable part of the path, as text."""
        return str(self.request.path_params["id"])

    def row_id(self, noun: str) -> int:
        """The last variable part of the path as a database id. Raises NotFoundError."""
        key = self.key
        if not (key.isascii() and key.isdigit() and len(key) <= 10 and 1 <= int(key) <= MAX_ID):
            raise NotFoundError(f"no such {noun}")
        return int(key)

    def changes(self) -> Changes:
        """The way to change what is kept, in the caller's name; the memory images follow each commit."""

        async def follow() -> None:
            await self.services.catalog.refresh()
            await self.services.access.refresh()

        return Changes(
            self.services.database,
            self.services.clock,
            self.services.ledger,
            self.caller.name,
            allow_private_sources=self.services.settings.allow_private_sources,
            committed=follow,
        )


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`role` None lets anyone ask; `gives` None answers without a body, or with one of `media_types`.

    `or_gives` is what some queries are answered with instead.
    """

    method: Method
    path: str
    role: Role | None
    summary: str
    takes: type[WireModel]
    gives: type[WireModel] | None
    status: int
    run: Callable[[Request, Services, Principal | None], Awaitable[Response]] = field(repr=False)
    media_types: tuple[str, ...] = ()
    or_gives: type[WireModel] | None = None

    @property
    def answers(self) -> Sequence[type[WireModel]]:
        """The models that it may answer with."""
        return [model for model in (self.gives, self.or_gives) if model is not None]

    @property
    def takes_body(self) -> bool:
        return self.method in ("POST", "PATCH")


def endpoint(
    method: Method,
    path: str,
    handler: Callable[[Call[Data]], Awaitable[Answer]],
    *,
    role: Role | None,
    summary: str,
    takes: type[Data],
    gives: type[WireModel] | None,
    status: int = 200,
    media_types: tuple[str, ...] = (),
    or_gives: type[WireModel] | None = None,
) -> Endpoint:
    """Return the row for a typed handler."""
    by_body = method in ("POST", "PATCH")

    async def run(request: Request, services: Services, principal: Principal | None) -> Response:
        data = await read_body(request, takes) if by_body else read_query(request, takes)
        answer = await handler(Call(request, services, principal, data))
        if isinstance(answer, Response):
            return answer
        return Response(status_code=204) if answer is None else json_response(answer, status)

    return Endpoint(method, path, role, summary, takes, gives, status, run, media_types, or_gives)
