"""`panel stream`."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from panel.cli.failures import CommandError
from panel.cli.options import AsJson, DataDir, RowId
from panel.cli.stream_changes import set_
from panel.cli.stream_fields import (
    Backups,
    ErrorsPerMinute,
    EveryHours,
    PerHour,
    SilenceS,
    Transcode,
    as_object,
    chosen,
)

if TYPE_CHECKING:
    from panel.changes import Changes
    from panel.streams import StreamFile

app = typer.Typer(help="Channels and titles.")
app.command("set")(set_)
COLUMNS = ("id", "name", "type", "enabled", "on_demand", "category_id")


class TypeName(StrEnum):
    """The types of streams, as typed on the command line."""

    LIVE = "live"
    MOVIE = "movie"
    SERIES = "series"


@app.command()
def add(
    name: str,
    url: Annotated[str, typer.Argument(metavar="URL", help="Its source: http, https, rtmp, rtsp, srt or udp.")],
    backup: Backups = None,
    stream_type: Annotated[TypeName, typer.Option("--type", help="What it is.")] = TypeName.LIVE,
    category: Annotated[str | None, typer.Option("--category", help="Its name; made where there is none.")] = None,
    on_demand: Annotated[
        bool, typer.Option("--on-demand", help="Pull the source only while somebody watches.")
    ] = False,
    transcode: Transcode = None,
    restart_silence_s: SilenceS = None,
    restart_every_h: EveryHours = None,
    restart_errors_per_minute: ErrorsPerMinute = None,
    restarts_per_hour: PerHour = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Add a stream; prints the id."""
    from panel import categories, streams
    from panel.api.models.catalog import CategoryCreate
    from panel.api.models.streams import StreamCreate
    from panel.cli.printing import print_json
    from panel.cli.workplace import work

    fields = {
        "name": name,
        "source_url": url,
        "backup_urls": backup or [],
        "type": stream_type.value,
        "on_demand": on_demand,
        **chosen(
            transcode=transcode,
            restart_silence_s=restart_silence_s,
            restart_every_h=restart_every_h,
            restart_errors_per_minute=restart_errors_per_minute,
            restarts_per_hour=restarts_per_hour,
        ),
    }
    draft = StreamCreate.model_validate(fields)
    wanted = None if category is None else CategoryCreate(name=category, type=stream_type.value)

    async def make(changes: "Changes") -> "StreamFile":
        streams.refuse_private(changes, draft.source_url, draft.backup_urls)
        if wanted is None:
            return await streams.create_stream(changes, draft)
        found = await categories.category_named(changes, wanted.name, wanted.type)
        return await streams.create_stream(changes, draft.model_copy(update={"category_id": found.id}))

    created = work(data_dir, make)
    if as_json:
        print_json(as_object(created))
    else:
        typer.echo(created.id)


@app.command("list")
def list_(as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """List streams; sources only in the JSON."""
    from panel import streams
    from panel.api.models.streams import StreamListQuery
    from panel.cli.paging import everything
    from panel.cli.printing import print_json, print_table
    from panel.cli.workplace import work

    async def read(changes: "Changes") -> "list[StreamFile]":
        return await everything(
            lambda offset, limit: streams.list_streams(changes.database, StreamListQuery(offset=offset, limit=limit))
        )

    files = work(data_dir, read)
    if as_json:
        print_json([as_object(file) for file in files])
    else:
        print_table(COLUMNS, [[getattr(file, column) for column in COLUMNS] for file in files])


@app.command()
def start(stream_id: RowId, data_dir: DataDir = None) -> None:
    """Start a stream; it stays so over restarts of the server. Prints the new status."""
    from panel.cli.workplace import server_runs
    from panel.settings import load_settings

    file = _switch(stream_id, True, data_dir)
    pulled = file.type == "live" and not file.on_demand and server_runs(load_settings(data_dir).data_dir)
    typer.echo("starting" if pulled else "unknown")


@app.command()
def stop(stream_id: RowId, data_dir: DataDir = None) -> None:
    """Stop a stream until it is started again; its viewers are let go. Prints the new status."""
    _switch(stream_id, False, data_dir)
    typer.echo("stopped")


@app.command()
def restart(stream_id: RowId, data_dir: DataDir = None) -> None:
    """Let a running server drop the source and pull it anew; viewers stay. Prints the new status."""
    from panel import streams
    from panel.cli.workplace import server_runs, work
    from panel.settings import load_settings

    runs = server_runs(load_settings(data_dir).data_dir)

    async def run(changes: "Changes") -> None:
        file = await streams.read_stream(changes.database, stream_id)
        if not runs:
            raise CommandError("no server runs on this data directory, so there is nothing to restart")
        if file.type != "live":
            raise CommandError(f"{file.name} is a file that players read in parts, so there is nothing to restart")
        await streams.request_restart(changes, stream_id)

    work(data_dir, run)
    typer.echo("starting")


@app.command()
def remove(stream_id: RowId, data_dir: DataDir = None) -> None:
    """Remove a stream for good; its sessions stay on record."""
    from panel import streams
    from panel.cli.workplace import work

    work(data_dir, lambda changes: streams.remove_stream(changes, stream_id))


def _switch(stream_id: int, enabled: bool, data_dir: Path | None) -> "StreamFile":
    from panel import streams
    from panel.cli.workplace import work

    return work(data_dir, lambda changes: streams.switch_stream(changes, stream_id, enabled=enabled))
