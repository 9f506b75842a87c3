"""`panel stream set`."""

from typing import TYPE_CHECKING, Annotated

import typer

from panel.cli.failures import BAD_INPUT, CommandError
from panel.cli.options import AsJson, DataDir, RowId
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


def set_(
    stream_id: RowId,
    name: Annotated[str | None, typer.Option("--name", help="What it is called.")] = None,
    url: Annotated[str | None, typer.Option("--url", metavar="URL", help="Where it comes from.")] = None,
    backup: Backups = None,
    no_backups: Annotated[bool, typer.Option("--no-backups", help="Only its own source is left.")] = False,
    on_demand: Annotated[
        bool | None,
        typer.Option("--on-demand/--always", help="Pull the source only while somebody watches, or always."),
    ] = None,
    transcode: Transcode = None,
    restart_silence_s: SilenceS = None,
    restart_every_h: EveryHours = None,
    restart_errors_per_minute: ErrorsPerMinute = None,
    restarts_per_hour: PerHour = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Change what is given of a stream, the rest stays; backups that are given replace all it had."""
    from panel import streams
    from panel.api.models.streams import StreamChange
    from panel.cli.printing import print_json
    from panel.cli.workplace import work

    kept = {"name": name, "source_url": url, "backup_urls": [] if no_backups else backup, "on_demand": on_demand}
    fields = {field: value for field, value in kept.items() if value is not None} | chosen(
        transcode=transcode,
        restart_silence_s=restart_silence_s,
        restart_every_h=restart_every_h,
        restart_errors_per_minute=restart_errors_per_minute,
        restarts_per_hour=restarts_per_hour,
    )
    if not fields:
        raise CommandError("give what is to change; panel stream set --help tells what may", BAD_INPUT)
    change = StreamChange.model_validate(fields)

    async def run(changes: "Changes") -> "StreamFile":
        return await streams.change_stream(changes, stream_id, change)

    changed = work(data_dir, run)
    if as_json:
        print_json(as_object(changed))
