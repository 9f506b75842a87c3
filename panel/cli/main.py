"""`panel`: what it knows, and how it ends."""

import sys
from collections.abc import Sequence

import typer

from panel.cli import backup, collectors, doctor, geo, imports, lines, operators, service, snapshot, streams, tokens
from panel.cli.failures import explain

app = typer.Typer(
    name="panel",
    help="Real-time monitoring of an IPTV panel: who is watching what, from where, at which bitrate.",
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)
app.command("serve")(service.serve)
app.command("demo")(service.demo)
app.add_typer(operators.app, name="operator")
app.add_typer(tokens.app, name="token")
app.add_typer(lines.app, name="line")
app.add_typer(streams.app, name="stream")
app.add_typer(imports.app, name="import")
app.add_typer(collectors.app, name="collector")
app.add_typer(geo.app, name="geo")
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.command("snapshot")(snapshot.snapshot)
app.command("doctor")(doctor.doctor)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return the exit status: 0 done, 2 bad usage or input, 1 any other failure."""
    try:
        ended: object = app(list(arguments), standalone_mode=False, prog_name="panel")
    except Exception as exception:
        failure = explain(exception)
        if failure is None:
            raise
        if failure.message:
            sys.stderr.write(f"panel: {failure.message}\n")
        return failure.status
    return ended if isinstance(ended, int) else 0


def main() -> None:
    """The console script."""
    sys.exit(run(sys.argv[1:]))
