"""A page opens fast: what the browser must fetch first stays small, and comes from the panel alone."""

import gzip
from pathlib import Path
from urllib.parse import urlsplit

from tests.e2e.screen import Screen

ASSETS = Path(__file__).resolve().parents[2] / "frontend/dist/assets"
SCRIPT_BUDGET_BYTES = 230_000


def test_all_scripts_together_are_within_the_budget() -> None:
    sizes = {path.name: len(gzip.compress(path.read_bytes())) for path in ASSETS.glob("*.js")}
    assert sizes, "the front end is not built"
    assert sum(sizes.values()) <= SCRIPT_BUDGET_BYTES, sizes


def test_nothing_is_fetched_from_elsewhere(screen: Screen) -> None:
    asked: set[str] = set()
    screen.page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    screen.log_in()
    screen.open("/connections")
    screen.expect_link("live")
    assert asked == {urlsplit(screen.server.url).netloc}
