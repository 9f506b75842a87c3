"""`panel import`."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic.alias_generators import to_camel

from panel.cli.options import AsJson, DataDir

if TYPE_CHECKING:
    from panel.changes import Changes
    from panel.guide.selection import GuideReport
    from panel.playlists.importer import ImportReport

Place = Annotated[str, typer.Argument(metavar="FILE_OR_URL")]

app = typer.Typer(help="Take streams and programme guides from elsewhere.")


@app.command()
def m3u(place: Place, as_json: AsJson = False, data_dir: DataDir = None) -> None:
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


@app.command()
def xmltv(place: Place, as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """Take a programme guide, gzipped or not, for the channels that streams name; it replaces the time it covers."""
    from panel.cli.printing import cell_text, print_json
    from panel.cli.workplace import work
    from panel.documents import pieces
    from panel.guide.importer import import_guide

    async def run(changes: "Changes") -> "GuideReport":
        return await import_guide(changes, pieces(place, allow_private=changes.allow_private_sources))

    report = work(data_dir, run)
    if as_json:
        print_json({to_camel(name): value for name, value in asdict(report).items()})
        return
    for skip in report.skipped:
        typer.echo(f"line {skip.line}: skipped: {cell_text(skip.reason)}")
    typer.echo(
        f"channels {report.channels}, programmes {report.programmes}, replaced {report.replaced}, "
        f"of other channels {report.other_channels}, over or too far ahead {report.outside}, "
        f"skipped {report.skipped_in_all}"
    )
