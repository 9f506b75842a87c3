"""The generated files are what the models say, and are fit for those who read them."""

from pathlib import Path
from typing import cast

import pytest

from monitoring.export.asyncapi import asyncapi_document
from monitoring.export.events import events_typescript
from monitoring.export.typescript import interface, type_of
from panel.export import ROOT, differing, main, write


def test_the_committed_files_are_what_the_models_say() -> None:
    assert differing(ROOT) == []


def test_a_changed_file_is_noticed(tmp_path: Path) -> None:
    write(tmp_path)
    assert differing(tmp_path) == []
    target = tmp_path / "frontend/src/contract/events.ts"
    target.write_text(target.read_text() + "// touched\n")
    assert differing(tmp_path) == ["frontend/src/contract/events.ts"]


def test_bad_usage_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--chek"]) == 2
    assert "usage" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "integer"}, "number"),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, "number | null"),
        ({"type": "array", "items": {"enum": ["a", "b"]}}, '("a" | "b")[]'),
        ({"type": "object", "additionalProperties": {"type": "string"}}, "Record<string, string>"),
        ({"$ref": "#/$defs/ConnectionRow"}, "ConnectionRow"),
        ({"const": False}, "false"),
        ({}, "unknown"),
    ],
)
def test_schemas_become_types(schema: dict[str, object], expected: str) -> None:
    assert type_of(schema) == expected


def test_optional_fields_and_descriptions_are_kept() -> None:
    schema = {
        "type": "object",
        "properties": {"a": {"type": "string", "description": "why"}, "b": {"type": "integer"}},
        "required": ["a"],
    }
    assert interface("Thing", schema) == "export interface Thing {\n  /** why */\n  a: string;\n  b?: number;\n}\n"


def test_the_second_argument_of_connections_update_is_its_page() -> None:
    assert "'connections:update': (rows: ConnectionRow[], page: ConnectionsPage) => void;" in events_typescript()
    assert "'connections:delta': (delta: ConnectionsDelta, page: ConnectionsPage) => void;" in events_typescript()


def test_every_reference_of_the_asyncapi_document_resolves() -> None:
    document = asyncapi_document()

    def references(value: object) -> list[str]:
        if isinstance(value, dict):
            own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
            return own + [found for part in value.values() for found in references(part)]
        return [found for part in value for found in references(part)] if isinstance(value, list) else []

    for reference in set(references(document)):
        node: object = document
        for step in reference.removeprefix("#/").split("/"):
            node = cast(dict[str, object], node)[step]
        assert node
