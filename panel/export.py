"""`python -m panel.export` writes the contract for others; with `--check` it compares and fails on a difference."""

import sys
from collections.abc import Callable
from pathlib import Path

import orjson

from monitoring.export.asyncapi import asyncapi_document
from monitoring.export.events import events_typescript
from monitoring.export.schema import contract_definitions
from panel.api.table import ENDPOINTS
from panel.api.typescript import rest_typescript

ROOT = Path(__file__).resolve().parent.parent


def _json(document: object) -> str:
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS).decode() + "\n"


def _schema() -> str:
    return _json({"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": contract_definitions()})


OUTPUTS: dict[str, Callable[[], str]] = {
    "frontend/src/contract/events.ts": events_typescript,
    "frontend/src/contract/rest.ts": lambda: rest_typescript(ENDPOINTS),
    "monitoring/contract/schema.json": _schema,
    "monitoring/contract/asyncapi.json": lambda: _json(asyncapi_document()),
}


def differing(root: Path) -> list[str]:
    """Return the files below `root` that are not what the models say."""
    return [
        name
        for name, render in OUTPUTS.items()
        if not (root / name).is_file() or (root / name).read_text(encoding="utf-8") != render()
    ]


def write(root: Path) -> None:
    """Write every file of the contract below `root`."""
    for name, render in OUTPUTS.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(render(), encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Return the process's exit status: 0 written or equal, 1 different, 2 bad usage."""
    if arguments == ["--check"]:
        stale = differing(ROOT)
        for name in stale:
            sys.stderr.write(f"{name} is not what the models say: run `python -m panel.export`\n")
        return 1 if stale else 0
    if arguments:
        sys.stderr.write("usage: python -m panel.export [--check]\n")
        return 2
    write(ROOT)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
