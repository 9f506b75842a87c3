"""A panel that ticks every second, a page on it, and people who watch."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.e2e.audience import Audience
from tests.e2e.screen import Screen
from tests.fixtures.cli import PanelCommand
from tests.fixtures.server import PanelServer, StartServer

SETTINGS = {"PANEL_SAMPLE_INTERVAL_S": "1", "PANEL_ALLOW_PRIVATE_SOURCES": "true"}


@pytest.fixture
def panel(start_panel: StartServer) -> PanelServer:
    return start_panel(env=SETTINGS)


@pytest.fixture
def screen(page: Page, panel: PanelServer) -> Screen:
    return Screen(page, panel)


@pytest.fixture
def audience(panel: PanelServer, panel_cli: PanelCommand) -> Iterator[Audience]:
    gathered = Audience(panel, panel_cli)
    yield gathered
    gathered.leave()
