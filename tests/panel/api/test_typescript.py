"""The HTTP side as the front end reads it."""

import re

from panel.api.table import ENDPOINTS
from panel.api.typescript import rest_typescript


def test_every_name_that_is_used_is_declared_or_imported() -> None:
    text = rest_typescript(ENDPOINTS)
    declared = set(re.findall(r"^export (?:interface|type) (\w+)", text, re.MULTILINE))
    imported = set(re.findall(r"^  (\w+),$", text, re.MULTILINE))
    used = set(re.findall(r"\b[A-Z]\w+", re.sub(r'/\*.*?\*/|//.*|"[^"]*"', "", text, flags=re.DOTALL)))
    assert used - declared - imported <= {"Record"}
    assert imported.isdisjoint(declared)
    assert {"Me", "About", "ActivityPage", "LineRead", "ErrorAnswer"} <= declared
