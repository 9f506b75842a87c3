"""What may be used only in one place."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.checkout import CHECKOUT, files, imported_modules, place, sources, tree

OWNERS = {
    "engineio": ("monitoring/socket/",),
    "geoip2": ("geo/lookup.py", "geo/database.py"),
    "maxminddb": ("geo/",),
    "psutil": ("monitoring/collectors/host.py",),
    "socketio": ("monitoring/socket/", "panel/cli/"),
}
TELLS_TIME = {
    "asyncio.sleep",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "datetime.datetime.now",
    "time.monotonic",
    "time.perf_counter",
    "time.sleep",
    "time.time",
    "time.time_ns",
}
# Spelt apart, so that this file passes its own test.
EXCUSES = re.compile(
    "|".join(("# type" + ": ignore", "# no" + "qa", "# pragma" + ": no cover", r"\bTO" + r"DO\b", r"\bFIX" + "ME"))
)
FRONT_END_EXCUSES = re.compile("@ts-(ignore|expect-error|nocheck)|biome-" + "ignore|eslint-" + "disable")


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _attributes(path: Path) -> set[str]:
    return {_dotted(node) for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}


@pytest.mark.parametrize("module", sorted(OWNERS))
def test_a_library_is_known_to_its_owner_alone(module: str) -> None:
    users = {place(path) for path in sources() if module in {name.split(".")[0] for name in imported_modules(path)}}
    assert {user for user in users if not user.startswith(OWNERS[module])} == set()


def test_only_the_clock_of_monitoring_tells_time() -> None:
    elsewhere = [path for path in sources() if place(path).startswith("monitoring/") and path.name != "clock.py"]
    found = {place(path): (_attributes(path) | set(imported_modules(path))) & TELLS_TIME for path in elsewhere}
    assert {name: uses for name, uses in found.items() if uses} == {}


def test_only_the_settings_read_the_environment() -> None:
    reads = {"os.environ", "os.getenv", "os.environb"}
    elsewhere = [path for path in sources() if place(path) != "panel/settings.py"]
    assert [place(path) for path in elsewhere if (_attributes(path) | set(imported_modules(path))) & reads] == []


def test_geo_knows_nothing_of_ours_and_monitoring_only_geo() -> None:
    allowed = {"geo": {"geo"}, "monitoring": {"geo", "monitoring"}, "panel": {"geo", "monitoring", "panel"}}
    for path in sources():
        known = {name.split(".")[0] for name in imported_modules(path)} & set(allowed)
        assert known <= allowed[place(path).split("/")[0]], place(path)


def test_no_background_task_is_forgotten() -> None:
    starters = ("create_task", "ensure_future", "run_coroutine_threadsafe")
    forgotten = [
        f"{place(path)}:{node.lineno}"
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and _dotted(node.value.func).endswith(starters)
        and not _dotted(node.value.func).startswith(("group.", "tasks."))
    ]
    assert forgotten == []


def test_no_error_is_swallowed() -> None:
    silent = [
        f"{place(path)}:{node.lineno}"
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler)
        and _catches_all(node)
        and all(isinstance(s, ast.Pass) for s in node.body)
    ]
    assert silent == []


def _catches_all(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or _dotted(handler.type) in {"Exception", "BaseException"}


def test_nothing_is_excused() -> None:
    excused = [place(path) for path in files() if path.suffix == ".py" and EXCUSES.search(path.read_text())]
    front_end = [path for path in files() if path.is_relative_to(CHECKOUT / "frontend/src")]
    assert excused + [place(path) for path in front_end if FRONT_END_EXCUSES.search(path.read_text())] == []
