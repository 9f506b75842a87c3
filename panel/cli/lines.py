"""`panel line`."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from panel.cli.options import AsJson, DataDir

if TYPE_CHECKING:
    from panel.api.models.lines import LineChange, LineRead
    from panel.changes import Changes

app = typer.Typer(help="Accounts of subscribers.")
GIGABYTE = 10**9
COLUMNS = ("id", "username", "enabled", "trial", "max_connections", "expires_at")
Countries = Annotated[
    list[str] | None,
    typer.Option("--country", metavar="CODE", help="Watch only from these countries; unknown ones are refused."),
]
Isps = Annotated[
    list[str] | None,
    typer.Option("--isp", metavar="GLOB", help="Watch only from these providers: a name with * and ?, or AS1234."),
]
Networks = Annotated[
    list[str] | None, typer.Option("--address", metavar="CIDR", help="Watch only from these addresses or networks.")
]
Agents = Annotated[
    list[str] | None, typer.Option("--agent", metavar="GLOB", help="Watch only with these players (user agents).")
]
LineName = Annotated[str, typer.Argument(metavar="USERNAME", help="Username, or id.")]


def parse_date(text: str) -> datetime:
    """Return a day's beginning, or a moment (RFC 3339); UTC where no zone is given."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("give a date like 2026-12-31, or a moment like 2026-12-31T18:00:00Z") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@app.command()
def add(
    username: str,
    password: Annotated[str | None, typer.Option("--password", help="Generated where absent.")] = None,
    max_connections: Annotated[int, typer.Option("--max-connections", min=0, help="0 is no limit.")] = 1,
    expires: Annotated[
        datetime | None,
        typer.Option("--expires", parser=parse_date, metavar="DATE", help="From then on it is refused."),
    ] = None,
    trial: Annotated[bool, typer.Option("--trial", help="Mark it as a trial.")] = False,
    countries: Countries = None,
    isps: Isps = None,
    networks: Networks = None,
    agents: Agents = None,
    quota_gb: Annotated[
        float | None, typer.Option("--quota-gb", min=0.001, help="Gigabytes (10^9 bytes) a month, then it is refused.")
    ] = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Add a line; prints the id. A generated password goes to stderr, or into the JSON."""
    from panel import lines
    from panel.api.models.lines import LineCreate
    from panel.cli.printing import print_object
    from panel.cli.workplace import work

    draft = LineCreate(
        username=username,
        password=password,
        max_connections=max_connections,
        expires_at=expires,
        trial=trial,
        allowed_countries=countries or [],
        allowed_isps=isps or [],
        allowed_networks=networks or [],
        allowed_agents=agents or [],
        quota_bytes_per_month=None if quota_gb is None else round(quota_gb * GIGABYTE),
    )
    created = work(data_dir, lambda changes: lines.create_line(changes, draft))
    print_object(created, created.id, as_json)
    if password is None and not as_json:
        typer.echo(f"password: {created.password}", err=True)


@app.command("list")
def list_(as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """List lines; passwords only in the JSON."""
    from panel import lines
    from panel.api.models.lines import LinesQuery
    from panel.cli.paging import everything
    from panel.cli.printing import print_list
    from panel.cli.workplace import work

    async def read(changes: "Changes") -> "list[LineRead]":
        return await everything(
            lambda offset, limit: lines.list_lines(changes.database, LinesQuery(offset=offset, limit=limit))
        )

    print_list(work(data_dir, read), COLUMNS, as_json)


@app.command()
def disable(username: LineName, as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """Refuse a line from now on, and cut its connections."""
    _switch(username, False, as_json, data_dir)


@app.command()
def enable(username: LineName, as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """Let a line play again."""
    _switch(username, True, as_json, data_dir)


@app.command()
def restrict(
    username: LineName,
    countries: Countries = None,
    isps: Isps = None,
    networks: Networks = None,
    agents: Agents = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Set a line's rules anew; each option may be repeated, those left out allow everything."""
    from panel.api.models.lines import LineChange

    _change(
        username,
        LineChange(
            allowed_countries=countries or [],
            allowed_isps=isps or [],
            allowed_networks=networks or [],
            allowed_agents=agents or [],
        ),
        as_json,
        data_dir,
    )


@app.command()
def quota(
    username: LineName,
    gigabytes: Annotated[float, typer.Argument(metavar="GB", min=0, help="A month (UTC); 10^9 bytes each; 0 is none.")],
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Set how much a line may be sent in a month; used up, it is refused until the month turns."""
    from panel.api.models.lines import LineChange

    _change(username, LineChange(quota_bytes_per_month=round(gigabytes * GIGABYTE) or None), as_json, data_dir)


@app.command()
def remove(username: LineName, data_dir: DataDir = None) -> None:
    """Remove a line for good; its sessions stay on record."""
    from panel import lines
    from panel.cli.workplace import work

    async def run(changes: "Changes") -> None:
        await lines.remove_line(changes, (await lines.find_line(changes.database, username)).id)

    work(data_dir, run)


def _switch(username: str, enabled: bool, as_json: bool, data_dir: Path | None) -> None:
    from panel.api.models.lines import LineChange

    _change(username, LineChange(enabled=enabled), as_json, data_dir)


def _change(username: str, change: "LineChange", as_json: bool, data_dir: Path | None) -> None:
    from panel import lines
    from panel.cli.printing import print_json
    from panel.cli.workplace import work

    async def run(changes: "Changes") -> "LineRead":
        found = await lines.find_line(changes.database, username)
        return await lines.change_line(changes, found.id, change)

    changed = work(data_dir, run)
    if as_json:
        print_json(changed)
