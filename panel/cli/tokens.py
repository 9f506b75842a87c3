"""`panel token`."""

from datetime import timedelta
from typing import Annotated

import typer

from panel.api.models.access import TokenCreate, TokenCreated, TokenRead
from panel.api.models.base import MAX_ID, PageQuery
from panel.auth import tokens
from panel.changes import Changes
from panel.cli.operators import RoleName, RoleOption
from panel.cli.options import AsJson, DataDir
from panel.cli.paging import everything
from panel.cli.printing import print_json, print_list, print_object
from panel.cli.workplace import work

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

    async def make(changes: Changes) -> TokenCreated:
        expires_at = None if expires is None else changes.clock.now() + timedelta(days=expires)
        return await tokens.create_token(changes, TokenCreate(name=name, role=role.value, expires_at=expires_at))

    created = work(data_dir, make)
    print_object(created, created.token, as_json)


@app.command("list")
def list_(as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """List tokens, without their secrets."""

    async def read(changes: Changes) -> list[TokenRead]:
        return await everything(
            lambda offset, limit: tokens.list_tokens(changes.database, PageQuery(offset=offset, limit=limit))
        )

    print_list(work(data_dir, read), COLUMNS, as_json)


@app.command()
def revoke(
    token_id: Annotated[int, typer.Argument(metavar="ID", min=1, max=MAX_ID)],
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """End a token for good; its sockets lose their place within a tick."""
    revoked = work(data_dir, lambda changes: tokens.revoke_token(changes, token_id))
    if as_json:
        print_json(revoked)
