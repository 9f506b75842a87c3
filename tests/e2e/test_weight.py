"""A page opens fast: what the browser must fetch first stays small."""

import gzip
from pathlib import Path
from urllib.parse import urlsplit

from tests.e2e.screen import Screen

ASSETS = Path(__file__).resolve().parents[2] / "frontend/dist/assets"
SCRIPT_BUDGET_BYTES = 250_000


def test_the_scripts_of_the_first_page_are_within_the_budget(screen: Screen) -> None:
    fetched: set[str] = set()
    screen.page.on("request", lambda request: fetched.add(urlsplit(request.url).path))
    screen.log_in()
    names = [path.rpartition("/")[2] for path in fetched if path.startswith("/assets/") and path.endswith(".js")]
    sizes = {name: len(gzip.compress((ASSETS / name).read_bytes())) for name in names}
    assert len(sizes) > 1, "the dashboard comes in a file of its own"
    assert sum(sizes.values()) <= SCRIPT_BUDGET_BYTES, sizes
