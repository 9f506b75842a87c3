"""Every source file has a test file of its own name, or one that imports it."""

import re

from tests.architecture.checkout import files, imported_modules, place, sources

DECLARATIONS = re.compile(r"__init__\.py$|^panel/db/migrations/")


def test_every_source_file_is_tested() -> None:
    tests = [path for path in files() if place(path).startswith("tests/") and path.name.startswith("test_")]
    names = {path.stem.removeprefix("test_") for path in tests if path.suffix == ".py"}
    imported = {module for path in tests if path.suffix == ".py" for module in imported_modules(path)}
    untested = [
        name
        for name in map(place, sources())
        if not DECLARATIONS.search(name)
        and name.rpartition("/")[2].removesuffix(".py") not in names
        and name.removesuffix(".py").replace("/", ".") not in imported
    ]
    assert untested == []
