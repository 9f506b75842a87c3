"""The files that make up the project: everything in the checkout but what is installed, built or kept there."""

import ast
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
PACKAGES = ("geo", "monitoring", "panel")
NOT_OURS = {".git", ".venv", ".tools", "node_modules", "dist", "data", "__pycache__", "test-results"}
TEXT = {".py", ".ts", ".tsx", ".css", ".html", ".md", ".toml", ".lock", ".json", ".mjs", ".yml", ".yaml", ".sh", ""}


def _walk(folder: Path) -> Iterator[Path]:
    for entry in sorted(os.scandir(folder), key=lambda found: found.name):
        if entry.is_file(follow_symlinks=False):
            yield Path(entry.path)
        elif entry.is_dir(follow_symlinks=False) and entry.name not in NOT_OURS and not entry.name.endswith("_cache"):
            yield from _walk(Path(entry.path))


@cache
def files() -> tuple[Path, ...]:
    """Return every text file of the project."""
    return tuple(path for path in _walk(CHECKOUT) if path.suffix in TEXT and ".hypothesis" not in path.parts)


@cache
def sources() -> tuple[Path, ...]:
    """Return the Python files of the three packages."""
    return tuple(path for path in files() if path.suffix == ".py" and place(path).split("/")[0] in PACKAGES)


def place(path: Path) -> str:
    """Return where a file is, from the top of the checkout."""
    return path.relative_to(CHECKOUT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def imported_modules(path: Path) -> Iterator[str]:
    """Yield the dotted name of everything a file imports, names taken from modules included."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
