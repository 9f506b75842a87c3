"""Every source file is tested: by a file of its name, by one that imports it, or as a part of such a file.

A part is what a tested file imports from its own folder or below: `panel/api/table.py` answers for what it lists.
"""

import re
from pathlib import Path

from tests.architecture.checkout import files, imported_modules, place, sources

DECLARATIONS = re.compile(r"__init__\.py$|^panel/db/migrations/")


def _module(path: Path) -> str:
    return place(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _folder(path: Path) -> str:
    return place(path.parent).replace("/", ".") + "."


def test_every_source_file_is_tested() -> None:
    tests = [path for path in files() if place(path).startswith("tests/") and re.match(r"test_.*\.py$", path.name)]
    names = {path.stem.removeprefix("test_") for path in tests}
    imported = {module for path in tests for module in imported_modules(path)}
    ours = {_module(path): path for path in sources()}
    tested = {module for module, path in ours.items() if path.stem in names or module in imported}
    waiting = list(tested)
    while waiting:
        whole = ours[waiting.pop()]
        parts = {part for part in imported_modules(whole) if part.startswith(_folder(whole)) and part in ours} - tested
        tested |= parts
        waiting.extend(parts)
    required = {module for module, path in ours.items() if not DECLARATIONS.search(place(path))}
    assert sorted(required - tested) == []
