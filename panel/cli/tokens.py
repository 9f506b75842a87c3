"""`panel token`."""

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from panel.cli.operators import RoleName, RoleOption
from panel.cli.options import AsJson, DataDir, RowId

if TYPE_CHECKING:
    from panel.api.models.access import TokenCreated, TokenRead
    from panel.changes import Changes

app = typer.Typer(help="Access tokens of scripts.")
COLUMNS = ("id", "name", "role", "created_at", "expires_at", "revoked_at")


@app.command()
def create(
    name: str,
    role: RoleOption = RoleName.VIEWER,
    expires: Annotated[int | None, typer.Option("--expires", min=1, max=36500, help="Days it stays valid.")] = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Create a token; prints it this once."""
    from panel.api.models.access import TokenCreate
    from panel.auth import tokens
    from panel.cli.printing import print_object
    from panel.cli.workplace import work

    async def make(changes: "Changes") -> "TokenCreated":
        expires_at = None if expires is None else changes.clock.now() + timedelta(days=expires)
        return await tokens.create_token(changes, TokenCreate(name=name, role=role.value, expires_at=expires_at))

    created = work(data_dir, make)
    print_object(created, created.token, as_json)


@app.command("list")
def list_(as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """List tokens, without their secrets."""
    from panel.api.models.base import PageQuery
    from panel.auth import tokens
    from panel.cli.paging import everything
    from panel.cli.printing import print_list
    from panel.cli.workplace import work

    async def read(changes: "Changes") -> "list[TokenRead]":
        return await everything(
            lambda offset, limit: tokens.list_tokens(changes.database, PageQuery(offset=offset, limit=limit))
        )

    print_list(work(data_dir, read), COLUMNS, as_json)


@app.command()
def revoke(token_id: RowId, as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """End a token for good; its sockets lose their place within a tick."""
    from panel.auth import tokens
    from panel.cli.printing import print_json
    from panel.cli.workplace import work

    revoked = work(data_dir, lambda changes: tokens.revoke_token(changes, token_id))
    if as_json:
        print_json(revoked)
