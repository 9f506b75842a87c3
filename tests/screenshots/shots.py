"""Which pages have their picture taken, and what is opened on them first."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page


@dataclass(frozen=True, slots=True)
class Shot:
    """One page; `{stream}` and `{line}` in its path stand for the first of each, `{moment}` for a minute ago."""

    name: str
    title: str
    path: str
    prepare: Callable[[Page], object] | None = None


def _open_first_row(page: Page) -> None:
    page.get_by_role("button", name="Details").first.click()


def _find(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("s")


SHOTS = (
    Shot("dashboard", "Dashboard", "/"),
    Shot("kiosk", "Kiosk, for the wall", "/?kiosk"),
    Shot("connections", "Connections", "/connections"),
    Shot("connection", "A connection in detail", "/connections", _open_first_row),
    Shot("groups", "Connections by country", "/connections?by=country"),
    Shot("map", "Map", "/map"),
    Shot("bandwidth", "Bandwidth", "/bandwidth"),
    Shot("streams", "Streams", "/streams"),
    Shot("stream", "A stream in detail", "/streams/{stream}"),
    Shot("lines", "Lines", "/lines"),
    Shot("line", "A line in detail", "/lines/{line}"),
    Shot("sessions", "Sessions", "/sessions"),
    Shot("activity", "Activity", "/activity"),
    Shot("audit", "Audit", "/activity?record=audit"),
    Shot("past", "Time machine", "/past?at={moment}"),
    Shot("operators", "Settings: operators", "/settings/operators"),
    Shot("tokens", "Settings: tokens", "/settings/tokens"),
    Shot("categories", "Settings: categories", "/settings/categories"),
    Shot("bouquets", "Settings: bouquets", "/settings/bouquets"),
    Shot("collectors", "Settings: collectors", "/settings/collectors"),
    Shot("import", "Settings: import", "/settings/import"),
    Shot("places", "Settings: geo databases", "/settings/places"),
    Shot("service", "Settings: service", "/settings/service"),
    Shot("about", "Settings: about", "/settings/about"),
    Shot("palette", "Command palette", "/", _find),
)
