"""`panel operator`."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from panel.cli.options import AsJson, DataDir

if TYPE_CHECKING:
    from panel.api.models.access import OperatorRead
    from panel.changes import Changes

app = typer.Typer(help="Persons at the dashboard.")
COLUMNS = ("id", "name", "role", "enabled", "created_at")


class RoleName(StrEnum):
    """The roles, as typed on the command line."""

    ADMIN = "admin"
    OPERATOR = "operator"
    VIEWER = "viewer"


RoleOption = Annotated[RoleName, typer.Option("--role", help="viewer reads, operator also kicks, admin changes all.")]


@app.command()
def add(
    name: str,
    role: RoleOption = RoleName.VIEWER,
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help="Read it from stdin.")] = False,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Add an operator; prints the id."""
    from panel.api.models.access import OperatorCreate
    from panel.auth import accounts
    from panel.cli.printing import print_object
    from panel.cli.workplace import work

    password = (
        sys.stdin.readline().rstrip("\r\n")
        if password_stdin
        else typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    )
    draft = OperatorCreate(name=name, password=password, role=role.value)
    created = work(data_dir, lambda changes: accounts.create_operator(changes, draft))
    print_object(created, created.id, as_json)


@app.command("list")
def list_(as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """List operators."""
    from panel.api.models.base import PageQuery
    from panel.auth import accounts
    from panel.cli.paging import everything
    from panel.cli.printing import print_list
    from panel.cli.workplace import work

    async def read(changes: "Changes") -> "list[OperatorRead]":
        return await everything(
            lambda offset, limit: accounts.list_operators(changes.database, PageQuery(offset=offset, limit=limit))
        )

    print_list(work(data_dir, read), COLUMNS, as_json)
