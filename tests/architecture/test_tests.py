"""Every source file is tested: by a file of its name, by one that imports it, or as a part of such a file.

A part is what a tested file imports from its own folder or below: `panel/api/table.py` answers for what it lists.
"""

import re

from tests.architecture.checkout import files, imported_modules, place, sources

DECLARATIONS = re.compile(r"__init__\.py$|^panel/db/migrations/")


def _module(name: str) -> str:
    return name.removesuffix(".py").replace("/", ".")


def test_every_source_file_is_tested() -> None:
    tests = [path for path in files() if place(path).startswith("tests/") and re.match(r"test_.*\.py$", path.name)]
    names = {path.stem.removeprefix("test_") for path in tests}
    imported = {module for path in tests for module in imported_modules(path)}
    ours = {_module(place(path)): path for path in sources() if not DECLARATIONS.search(place(path))}
    tested = {name for name, path in ours.items() if path.stem in names or name in imported}
    waiting = list(tested)
    while waiting:
        whole = waiting.pop()
        folder = whole.rpartition(".")[0] + "."
        parts = {part for part in imported_modules(ours[whole]) if part.startswith(folder) and part in ours} - tested
        tested |= parts
        waiting.extend(parts)
    assert sorted(ours.keys() - tested) == []
