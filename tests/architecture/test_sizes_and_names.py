"""Files stay small, and names say what a thing is."""

import ast
import re

from tests.architecture.checkout import files, place, sources, tree

LINES_AT_MOST = 300
LINES_OF_MOST = 150
GENERATED = re.compile(r"^frontend/src/contract/|^panel/db/migrations/versions/")
CODE = {".py", ".ts", ".tsx"}
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc"}
THE_ONE_MANAGER = "WebSocketManager"


def _lengths() -> dict[str, int]:
    code = [path for path in files() if path.suffix in CODE and not GENERATED.match(place(path))]
    return {place(path): len(path.read_text().splitlines()) for path in code}


def test_no_file_is_too_long() -> None:
    assert {name: lines for name, lines in _lengths().items() if lines > LINES_AT_MOST} == {}


def test_most_files_are_short() -> None:
    lengths = _lengths().values()
    assert sum(lines < LINES_OF_MOST for lines in lengths) >= 0.8 * len(lengths)


def test_no_file_is_named_for_nothing() -> None:
    assert [place(path) for path in files() if SAYS_NOTHING & set(re.split(r"[._-]", path.name.lower()))] == []


def test_there_is_one_manager() -> None:
    classes = {node.name for path in sources() for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef)}
    assert {name for name in classes if name.endswith("Manager")} <= {THE_ONE_MANAGER}
