"""`panel snapshot`: asks a running server over Socket.IO and prints the answer."""

import asyncio
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import orjson
import typer

from panel.cli.failures import BAD_INPUT, CommandError

DEFAULT_URL = "http://127.0.0.1:8000"


class Subject(StrEnum):
    """What can be asked for."""

    DASHBOARD = "dashboard"
    CONNECTIONS = "connections"
    BANDWIDTH = "bandwidth"
    STREAMS = "streams"


class Format(StrEnum):
    """How it is printed."""

    JSON = "json"
    CSV = "csv"
    NDJSON = "ndjson"
    TABLE = "table"


# Where the rows of each answer are; the dashboard is one row itself.
ROWS_OF: Mapping[Subject, str | None] = {
    Subject.DASHBOARD: None,
    Subject.CONNECTIONS: "rows",
    Subject.BANDWIDTH: "perStream",
    Subject.STREAMS: "streams",
}


def snapshot(
    subject: Annotated[Subject, typer.Argument(help="What to ask for.")],
    url: Annotated[str, typer.Option("--url", help="The server's address.")] = DEFAULT_URL,
    token: Annotated[str | None, typer.Option("--token", help="An access token, ptk_….")] = None,
    token_file: Annotated[
        Path | None, typer.Option("--token-file", help="A file that holds the token; - is stdin.")
    ] = None,
    output: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.JSON,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="Rows of connections and streams.")] = 1000,
) -> None:
    """Ask a running server for what it knows now: rows of csv, ndjson and table are its connections or streams."""
    from panel.api.export import csv_text
    from panel.cli.asking import ask
    from panel.cli.printing import print_json, print_table

    secret = _token(token, token_file)
    query = {"limit": limit} if subject in (Subject.CONNECTIONS, Subject.STREAMS) else {}
    answer = asyncio.run(ask(url, secret, f"request:{subject}", query))
    if output is Format.JSON:
        print_json(answer)
        return
    rows = rows_of(subject, answer)
    if output is Format.NDJSON:
        for row in rows:
            typer.echo(orjson.dumps(row))
        return
    names = list(rows[0]) if rows else []
    cells = [[_cell(row.get(name)) for name in names] for row in rows]
    if output is Format.CSV:
        typer.echo(csv_text([names, *cells]), nl=False)
    elif rows:
        print_table(names, cells)


def rows_of(subject: Subject, answer: Mapping[str, object]) -> list[Mapping[str, object]]:
    """Return an answer as rows."""
    key = ROWS_OF[subject]
    rows = [answer] if key is None else answer[key]
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _token(token: str | None, token_file: Path | None) -> str:
    if token is not None:
        return token
    if token_file is None:
        raise CommandError("give --token or --token-file; `panel token create NAME` makes a token", BAD_INPUT)
    try:
        return (sys.stdin.readline() if str(token_file) == "-" else token_file.read_text(encoding="ascii")).strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not a token"
        raise CommandError(f"{token_file}: {reason}", BAD_INPUT) from None


def _cell(value: object) -> object:
    return orjson.dumps(value).decode() if isinstance(value, dict | list) else value
