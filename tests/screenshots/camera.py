"""A browser of a given size and colour scheme, and files small enough to keep."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import imageio_ffmpeg
from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.screen import Screen
from tests.fixtures.chromium import find_chromium, node
from tests.fixtures.server import PanelServer
from tests.screenshots.shots import Shot

Scheme = Literal["light", "dark"]
HEIGHTS = {1440: 900, 390: 844}
SETTLED_MS = 1500
QUALITY = "72"  # of WebP, 0 to 100


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A headless Chromium, found as the tests find theirs."""
    chromium = find_chromium()
    os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(node())
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(
            executable_path=chromium.program, env={**os.environ, **chromium.env}, args=arguments
        )
        yield browser
        browser.close()


@contextmanager
def open_screen(
    browser: Browser, server: PanelServer, width: int, scheme: Scheme, *, fresh: bool = False
) -> Iterator[Screen]:
    """A page of that width before which an admin sits."""
    with browser.new_context(
        locale="en-GB",
        timezone_id="UTC",
        color_scheme=scheme,
        reduced_motion="reduce",
        viewport={"width": width, "height": HEIGHTS[width]},
    ) as context:
        screen = Screen(context.new_page(), server, fresh=fresh)
        screen.log_in()
        yield screen


def take(screen: Screen, shot: Shot, path: str, into: Path) -> None:
    """Open a page, let it settle, and keep its picture as WebP."""
    screen.open(path)
    screen.expect_link("live")
    screen.page.wait_for_timeout(SETTLED_MS)
    if shot.prepare is not None:
        shot.prepare(screen.page)
        screen.page.wait_for_timeout(SETTLED_MS)
    keep(screen.page, into)


def keep(page: Page, into: Path) -> None:
    encoder = [imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", "-y", "-i", "-"]
    subprocess.run(
        [*encoder, "-c:v", "libwebp", "-quality", QUALITY, "-compression_level", "6", str(into)],
        input=page.screenshot(),
        check=True,
    )
