"""`panel snapshot`: asks a running server over Socket.IO and prints the answer."""

import asyncio
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import aiohttp
import orjson
import socketio
import typer

from panel.api.export import csv_text
from panel.cli.failures import BAD_INPUT, CommandError
from panel.cli.printing import print_json, print_table

DEFAULT_URL = "http://127.0.0.1:8000"
ANSWER_DEADLINE_S = 10.0
CONNECT_DEADLINE_S = 5.0


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


async def ask(url: str, token: str, event: str, query: Mapping[str, object]) -> Mapping[str, object]:
    """Return the acknowledged data of one request. Raises CommandError."""
    client = socketio.AsyncClient(reconnection=False, handle_sigint=False)
    refusals: list[object] = []
    client.on("connect_error", refusals.append)
    try:
        await client.connect(url, auth={"token": token}, transports=["websocket"], wait_timeout=CONNECT_DEADLINE_S)
        answer = await client.call(event, dict(query), timeout=ANSWER_DEADLINE_S)
    except socketio.exceptions.TimeoutError:
        raise CommandError(f"{url} did not answer within {ANSWER_DEADLINE_S:.0f} s") from None
    except (socketio.exceptions.SocketIOError, aiohttp.ClientError, OSError, ValueError) as error:
        raise _refused(url, refusals, error) from None
    finally:
        await client.disconnect()
    if not isinstance(answer, dict) or "ok" not in answer:
        raise CommandError(f"{url} does not answer like a panel")
    if not answer["ok"]:
        raise CommandError(f"{answer.get('code')}: {answer.get('message')}")
    data = answer["data"]
    return data if isinstance(data, dict) else {"data": data}


def rows_of(subject: Subject, answer: Mapping[str, object]) -> list[Mapping[str, object]]:
    """Return an answer as rows."""
    key = ROWS_OF[subject]
    rows = [answer] if key is None else answer[key]
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _refused(url: str, refusals: list[object], error: Exception) -> CommandError:
    for refusal in refusals:
        data = refusal.get("data") if isinstance(refusal, dict) else None
        code = data.get("code") if isinstance(data, dict) else None
        if code == "unauthorized":
            return CommandError("the server does not know this token", BAD_INPUT)
    if isinstance(error, ValueError) and not isinstance(error, UnicodeError):
        return CommandError(f"{url} is no address of a server", BAD_INPUT)
    return CommandError(f"cannot reach a panel at {url}")


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
