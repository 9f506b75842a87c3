"""The page says how fresh it is: live, cached or reconnecting."""

import re
import time

from playwright.sync_api import Page, Route, WebSocketRoute, expect

from tests.e2e.audience import Audience
from tests.e2e.conftest import SETTINGS
from tests.e2e.screen import Screen
from tests.fakes.publisher import Publisher
from tests.fixtures.server import StartServer

SOCKETS = re.compile(r"/socket\.io/")


class Blockade:
    """Lets no Socket.IO pass, over HTTP or as a websocket, while everything else does."""

    def __init__(self, page: Page) -> None:
        self.closed = False
        self._open: list[WebSocketRoute] = []
        page.route(SOCKETS, self._request)
        page.route_web_socket(SOCKETS, self._websocket)

    def close(self) -> None:
        self.closed = True
        for websocket in self._open:
            websocket.close()

    def _request(self, route: Route) -> None:
        if self.closed:
            route.abort()
        else:
            route.continue_()

    def _websocket(self, websocket: WebSocketRoute) -> None:
        if self.closed:
            websocket.close()
            return
        websocket.connect_to_server()
        self._open.append(websocket)


def test_a_killed_server_is_red_within_a_second_and_green_six_seconds_after_its_return(
    page: Page, start_panel: StartServer
) -> None:
    screen = Screen(page, start_panel(env=SETTINGS))
    screen.log_in()
    port = screen.server.port
    screen.server.kill()
    screen.expect_link("reconnecting", within_ms=1000)

    time.sleep(5)
    # Numbers stay, with how old they are: at least as old as the server is dead.
    badge = page.locator("[data-link=reconnecting]")
    expect(badge).to_have_text(re.compile(r"^Reconnecting· (\d+m )?\d+s old$"))
    claimed_s = int(re.findall(r"(\d+)s old", badge.inner_text().replace("\n", ""))[0])
    assert claimed_s >= 5 or "m" in badge.inner_text()
    start_panel("--port", str(port), env=SETTINGS)
    screen.expect_link("live", within_ms=6000)


def test_blocked_sockets_are_yellow_with_fresh_rows_and_the_age_of_the_data(
    screen: Screen, audience: Audience, publisher: Publisher
) -> None:
    blockade = Blockade(screen.page)
    news = audience.add_stream("News 24", publisher.url)
    audience.add_line("bob")
    screen.log_in("/connections")

    blockade.close()
    screen.expect_link("cached", within_ms=1000)
    expect(screen.page.get_by_role("status")).to_have_text("Cached")

    audience.join("bob", news)
    expect(screen.rows).to_have_count(1, timeout=12_000)
    expect(screen.page.locator("[data-link=cached]")).to_have_text(re.compile(r"\d+s old$"))

    blockade.closed = False
    screen.expect_link("live", within_ms=6000)


def test_a_page_opened_behind_a_blockade_is_yellow(screen: Screen) -> None:
    blockade = Blockade(screen.page)
    screen.log_in()
    blockade.close()
    screen.page.reload()
    screen.expect_link("cached")
    screen.expect_tile("Connections", "0")
