"""What commands print: JSON for machines, columns for people."""

from collections.abc import Sequence
from datetime import datetime

import orjson
import typer

from monitoring.contract.base import WireModel, format_timestamp

UNKNOWN = "-"
GAP = "  "


def print_json(value: object) -> None:
    """Print JSON, indented; models by their names on the wire."""
    typer.echo(orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_PASSTHROUGH_DATETIME, default=_plain))


def print_object(made: WireModel, shown: object, as_json: bool) -> None:
    """Print what a command made: as JSON, or only `shown`."""
    if as_json:
        print_json(made)
    else:
        typer.echo(shown)


def print_list(rows: Sequence[WireModel], columns: Sequence[str], as_json: bool) -> None:
    """Print objects as JSON, or the named fields of each as columns under their names."""
    if as_json:
        print_json(list(rows))
        return
    print_table(columns, [[getattr(row, column) for column in columns] for row in rows])


def print_table(names: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print columns as wide as their widest cell."""
    cells = [[name.upper() for name in names], *([cell_text(value) for value in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        typer.echo(GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def cell_text(value: object) -> str:
    """Return a value as one line of printable text."""
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return format_timestamp(value)
    return "".join(character if character.isprintable() else "?" for character in str(value))


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return format_timestamp(value)
    if isinstance(value, WireModel):
        return value.model_dump(mode="json")
    raise TypeError(f"{type(value).__name__} is not printed as JSON")
