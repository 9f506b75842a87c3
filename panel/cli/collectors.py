"""`panel collector`."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from panel.cli.options import AsJson, DataDir

if TYPE_CHECKING:
    from panel.api.models.collectors import CollectorRead
    from panel.changes import Changes
    from panel.collectors.trial import Listed

app = typer.Typer(help="Servers whose viewers are counted beside the gateway's.")
COLUMNS = ("id", "name", "kind", "enabled", "url", "username")
TRIED = ("username", "stream", "protocol", "ip", "bytes", "connected_at", "user_agent")


@app.command()
def add(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="mediamtx")],
    name: Annotated[str, typer.Argument(metavar="NAME")],
    url: Annotated[str, typer.Argument(metavar="URL", help="Of the server's API, like http://192.0.2.1:9997")],
    username: Annotated[str | None, typer.Option("--username", help="To log in there with.")] = None,
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help="Read its password from stdin.")] = False,
    options: Annotated[list[str] | None, typer.Option("--option", metavar="K=V", help="As the kind has them.")] = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Add a collector; prints the id. A running server reads it from its next tick on."""
    from panel.api.models.collectors import CollectorCreate
    from panel.cli.printing import print_object
    from panel.cli.workplace import work
    from panel.collectors import records

    if options:
        raise typer.BadParameter(f"collectors of kind {kind} have no options", param_hint="--option")
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    given = {"name": name, "kind": kind, "url": url, "username": username, "password": password}
    draft = CollectorCreate.model_validate(given)
    created = work(data_dir, lambda changes: records.create_collector(changes, draft))
    print_object(created, created.id, as_json)


@app.command("list")
def list_(as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """List collectors; the gateway's own is built in and not among them."""
    from panel.api.models.base import PageQuery
    from panel.cli.paging import everything
    from panel.cli.printing import print_list
    from panel.cli.workplace import work
    from panel.collectors import records

    async def read(changes: "Changes") -> "list[CollectorRead]":
        return await everything(
            lambda offset, limit: records.list_collectors(changes.database, PageQuery(offset=offset, limit=limit))
        )

    print_list(work(data_dir, read), COLUMNS, as_json)


@app.command("test")
def try_(name: str, as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """Read a collector once and show what it finds."""
    from monitoring.errors import CollectorError
    from panel.cli.failures import CommandError
    from panel.cli.printing import print_json, print_table
    from panel.cli.workplace import work

    try:
        listed = work(data_dir, lambda changes: _try(changes, name))
    except CollectorError as error:
        raise CommandError(f"collector {name}: {error}") from None
    rows = [
        (
            identity.username,
            identity.stream_name,
            identity.protocol,
            identity.address,
            sent_bytes,
            identity.connected_at,
            identity.user_agent,
        )
        for identity, sent_bytes in listed
    ]
    if as_json:
        print_json([dict(zip(TRIED, row, strict=True)) for row in rows])
    else:
        print_table(TRIED, rows)


@app.command()
def remove(name: str, data_dir: DataDir = None) -> None:
    """Remove a collector; sessions on record stay."""
    from panel.cli.workplace import work
    from panel.collectors import records

    async def run(changes: "Changes") -> None:
        fact = await records.collector_fact(changes.database, name)
        await records.remove_collector(changes, fact.id)

    work(data_dir, run)


async def _try(changes: "Changes", name: str) -> "Listed":
    from panel.catalog import Catalog
    from panel.collectors.records import collector_fact
    from panel.collectors.trial import try_collector

    fact = await collector_fact(changes.database, name)
    catalog = Catalog(changes.database, changes.clock)
    await catalog.load()
    return await try_collector(fact, catalog, changes.clock)
