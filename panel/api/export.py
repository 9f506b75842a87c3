"""Rows streamed as CSV (RFC 4180) or as one JSON object a line, whole answers never held in memory."""

import csv
import io
from collections.abc import AsyncIterator, Iterable, Sequence

from starlette.responses import StreamingResponse

from monitoring.contract.base import WireModel
from panel.api.models.records import ExportFormat

MEDIA_TYPES: dict[ExportFormat, str] = {"csv": "text/csv; charset=utf-8", "ndjson": "application/x-ndjson"}
# A spreadsheet takes a cell that begins with one of these for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def export_response(
    name: str, export_format: ExportFormat, model: type[WireModel], batches: AsyncIterator[Sequence[WireModel]]
) -> StreamingResponse:
    """Return a download of the rows, `name` being the file's name without its ending."""
    lines = _csv_lines(model, batches) if export_format == "csv" else _json_lines(batches)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.{export_format}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return StreamingResponse(lines, 200, headers, MEDIA_TYPES[export_format])


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV with every cell quoted and no cell a formula; None is an empty cell."""
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(
        [safe_cell(value) for value in row] for row in rows
    )
    return text.getvalue()


def safe_cell(value: object) -> object:
    """Return a cell's value; text that a spreadsheet would calculate gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and (value.startswith(FORMULA_STARTS) or value.strip().startswith(FORMULA_STARTS)):
        return f"'{value}"
    return value


def column_names(model: type[WireModel]) -> list[str]:
    """Return the names a model's fields have on the wire, in order."""
    return [info.alias or name for name, info in model.model_fields.items()]


async def _csv_lines(model: type[WireModel], batches: AsyncIterator[Sequence[WireModel]]) -> AsyncIterator[str]:
    names = column_names(model)
    yield csv_text([names])
    async for rows in batches:
        yield csv_text([[dumped[name] for name in names] for dumped in (row.model_dump(mode="json") for row in rows)])


async def _json_lines(batches: AsyncIterator[Sequence[WireModel]]) -> AsyncIterator[str]:
    async for rows in batches:
        yield "".join(row.model_dump_json() + "\n" for row in rows)
