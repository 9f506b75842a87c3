"""What an operator does before the screen."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.fixtures.server import PanelServer

AXE = Path(__file__).resolve().parents[2] / "frontend/node_modules/axe-core/axe.min.js"
PATIENCE_MS = 10_000
LEFT_FIRST_STEPS = 'localStorage.setItem("panel-first-steps", "skipped")'


class Screen:
    """One browser page on one panel."""

    def __init__(self, page: Page, server: PanelServer, *, fresh: bool = False) -> None:
        """`fresh`: as who sees the panel for the first time; otherwise the first steps were left before."""
        self.page = page
        self.server = server
        if not fresh:
            page.add_init_script(LEFT_FIRST_STEPS)

    def open(self, path: str = "/") -> None:
        self.page.goto(self.server.url + path)

    def fill_login(self, password: str, username: str = "admin") -> None:
        self.page.get_by_label("Name").fill(username)
        self.page.get_by_role("textbox", name="Password").fill(password)
        self.page.get_by_role("button", name="Log in").click()

    def log_in(self, path: str = "/", username: str = "admin", password: str | None = None) -> None:
        """Log in and wait until the page asked for is live."""
        self.open(path)
        self.fill_login(password or self.server.admin_password, username)
        self.expect_link("live")

    def expect_link(self, state: str, within_ms: float = PATIENCE_MS) -> None:
        self.page.wait_for_selector(f"[data-link={state}]", timeout=within_ms)

    def tile(self, label: str) -> Locator:
        return self.page.locator(f'[data-tile="{label}"] .number')

    def expect_tile(self, label: str, text: str) -> None:
        expect(self.tile(label)).to_have_text(text, timeout=PATIENCE_MS)

    @property
    def rows(self) -> Locator:
        return self.page.locator("[data-connection]")

    def expect_rows(self, count: int) -> None:
        expect(self.rows).to_have_count(count, timeout=PATIENCE_MS)

    def row(self, text: str) -> Locator:
        """The row of a list, a table's or a card, that says this."""
        return self.page.locator("[data-row]").filter(has_text=text)

    def expect_notice(self, text: str) -> None:
        expect(self.page.locator("[data-notice]").filter(has_text=text)).to_be_visible(timeout=PATIENCE_MS)

    def usernames(self) -> list[str]:
        return self.page.locator("tr[data-connection] td[data-column=username]").all_inner_texts()

    def scrolls_sideways(self) -> bool:
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))

    def accessibility_faults(self) -> list[str]:
        """Return what axe-core finds, each as its rule and the elements concerned."""
        self.page.evaluate(AXE.read_text())
        report: dict[str, Any] = self.page.evaluate("axe.run({ resultTypes: ['violations'] })")
        return [f"{fault['id']}: {[node['target'] for node in fault['nodes']]}" for fault in report["violations"]]
