"""A panel that ticks every second, a page on it, and people who watch."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.audience import Audience
from tests.e2e.screen import PATIENCE_MS, Screen
from tests.fixtures.server import PanelServer, start_server

SETTINGS = {
    "PANEL_SAMPLE_INTERVAL_S": "1",
    "PANEL_ALLOW_PRIVATE_SOURCES": "true",
    "PANEL_GEO_UPDATE_URL": "http://127.0.0.1:1/free",  # nothing answers there
}

# The usual five seconds are too few on a busy machine.
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def panel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PanelServer]:
    """The panel most of these tests share; whoever ends one or locks himself out starts his own."""
    server = start_server(tmp_path_factory.mktemp("shared") / "data", env=SETTINGS)
    yield server
    server.stop()


@pytest.fixture
def screen(page: Page, panel: PanelServer) -> Screen:
    return Screen(page, panel)


@pytest.fixture(scope="session")
def crowd(panel: PanelServer) -> Audience:
    return Audience(panel)


@pytest.fixture
def audience(crowd: Audience) -> Iterator[Audience]:
    """Those who watch during this test."""
    yield crowd
    crowd.leave()
