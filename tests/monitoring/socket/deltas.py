"""What a client does with `connections:delta`, as the README says it, in as few words as possible."""

from typing import Any


def applied(rows: list[Any], delta: dict[str, Any]) -> list[Any]:
    """Return the page that `rows` have become."""
    order = range(len(rows)) if delta["rows"] is None else delta["rows"]
    after = [dict(rows[row] if isinstance(row, int) else row) for row in order]
    for field, column in delta["columns"].items():
        for row, value in zip(after, column or (), strict=column is not None):
            row[field] = value
    return after
