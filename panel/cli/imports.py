"""`panel import`."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from panel.cli.options import AsJson, DataDir

if TYPE_CHECKING:
    from panel.changes import Changes
    from panel.playlists.importer import ImportReport

app = typer.Typer(help="Take streams from elsewhere.")


@app.callback()
def group() -> None:
    """Keep `m3u` a command of its own: Typer folds away a group of one."""


@app.command()
def m3u(
    place: Annotated[str, typer.Argument(metavar="FILE_OR_URL")], as_json: AsJson = False, data_dir: DataDir = None
) -> None:
    """Add the streams and categories of a playlist, pulled on demand; those known by address or name are updated."""
    from panel.cli.printing import cell_text, print_json
    from panel.cli.workplace import work
    from panel.playlists.importer import import_playlist
    from panel.playlists.reading import playlist_lines

    async def run(changes: "Changes") -> "ImportReport":
        lines = playlist_lines(place, allow_private=changes.allow_private_sources)
        return await import_playlist(changes, lines)

    report = work(data_dir, run)
    if as_json:
        print_json(asdict(report))
        return
    for skip in report.skipped:
        typer.echo(f"line {skip.line}: skipped: {cell_text(skip.reason)}")
    typer.echo(
        f"added {report.added}, updated {report.updated}, unchanged {report.unchanged}, skipped {len(report.skipped)}"
    )
