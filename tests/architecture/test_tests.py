"""Every source file is tested: by a file of its name or its last word, by one that imports it, or as a part of such.

A part is what a tested file imports from its own room: `panel/api/table.py` answers for what it lists. What the service
is composed of is part of `panel/app.py`.
"""

import re
from pathlib import Path

from tests.architecture.checkout import CHECKOUT, files, imported_modules, place, sources

COMPOSED = CHECKOUT / "panel/app.py"
DECLARATIONS = re.compile(r"__init__\.py$|^panel/db/migrations/")


def _module(path: Path) -> str:
    return place(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _is_part(module: str, whole: Path) -> bool:
    """Is a module in the room of the file that imports it? Rooms are the folders below the packages, at any depth."""
    if whole == COMPOSED:
        return module.startswith("panel.")
    room = place(whole.parent).split("/")[:2]
    alone = room == ["panel"]
    return module.split(".")[: len(room)] == room and not (alone and module.count(".") > 1)


def _is_named(path: Path, names: set[str]) -> bool:
    return path.stem in names or path.stem.rpartition("_")[2] in names


def test_every_source_file_is_tested() -> None:
    tests = [path for path in files() if place(path).startswith("tests/") and path.suffix == ".py"]
    names = {path.stem.removeprefix("test_") for path in tests if path.stem.startswith("test_")}
    imported = {module for path in tests for module in imported_modules(path)}
    ours = {_module(path): path for path in sources()}
    tested = {module for module, path in ours.items() if _is_named(path, names) or module in imported}
    waiting = list(tested)
    while waiting:
        whole = ours[waiting.pop()]
        parts = {part for part in imported_modules(whole) if part in ours and _is_part(part, whole)} - tested
        tested |= parts
        waiting.extend(parts)
    required = {module for module, path in ours.items() if not DECLARATIONS.search(place(path))}
    assert sorted(required - tested) == []
