"""Pictures of every page of the demo, wide and narrow, light and dark: `python -m tests.screenshots [NAME]…`.

Written to `frontend/screenshots`, with the page that shows them.
"""

import argparse
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from tests.e2e.audience import Audience
from tests.e2e.conftest import SETTINGS
from tests.fixtures.server import PanelServer, start_server
from tests.screenshots.camera import HEIGHTS, Scheme, keep, open_browser, open_screen, take
from tests.screenshots.shots import SHOTS, Shot

FOLDER = Path(__file__).resolve().parents[2] / "frontend/screenshots"
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
WELCOME = Shot("welcome", "First steps on a fresh installation", "/welcome")
LOGIN = Shot("login", "Login", "/login")


def _picture(name: str, width: int, scheme: Scheme) -> str:
    return f"{name}-{width}-{scheme}.webp"


def _photograph_demo(browser: Browser, server: PanelServer, shots: list[Shot], into: Path) -> None:
    audience = Audience(server)
    stream, line = audience.first("streams"), audience.first("lines")
    for width in HEIGHTS:
        for scheme in SCHEMES:
            with open_screen(browser, server, width, scheme) as screen:
                for shot in shots:
                    moment = datetime.now(UTC) - timedelta(minutes=1)
                    path = shot.path.format(stream=stream, line=line, moment=f"{moment:%Y-%m-%dT%H:%M:%SZ}")
                    take(screen, shot, path, into / _picture(shot.name, width, scheme))
                    print(shot.name, width, scheme, flush=True)


def _photograph_fresh(browser: Browser, server: PanelServer, into: Path) -> None:
    for width in HEIGHTS:
        for scheme in SCHEMES:
            with open_screen(browser, server, width, scheme, fresh=True) as screen:
                take(screen, WELCOME, WELCOME.path, into / _picture(WELCOME.name, width, scheme))
                screen.page.context.clear_cookies()
                screen.open(LOGIN.path)
                screen.page.get_by_role("heading", level=1).wait_for()
                keep(screen.page, into / _picture(LOGIN.name, width, scheme))


def _write_page(into: Path) -> None:
    heads = [(width, scheme) for width in HEIGHTS for scheme in SCHEMES]
    rows = [
        "| | " + " | ".join(f"{width} px, {scheme}" for width, scheme in heads) + " |",
        "|---|" + "---|" * len(heads),
    ]
    for shot in (WELCOME, LOGIN, *SHOTS):
        cells = [
            f'<img src="{_picture(shot.name, *head)}" width="{320 if head[0] > 1000 else 130}" alt="{shot.title}">'
            for head in heads
        ]
        rows.append(f"| {shot.title} | " + " | ".join(cells) + " |")
    head = "# Every page\n\nOf the demo, taken by `python3 dev.py screenshots`.\n\n"
    (into / "README.md").write_text(head + "\n".join(rows) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(prog="screenshots", description="Takes pictures of every page of the demo.")
    parser.add_argument("names", nargs="*", help="which pages; all where none is named")
    parser.add_argument("--warm-s", type=float, default=150.0, help="how long the demo lives before")
    parser.add_argument("--into", type=Path, default=FOLDER, help="the folder to write to")
    options = parser.parse_args()
    shots = [shot for shot in SHOTS if not options.names or shot.name in options.names]
    options.into.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, open_browser() as browser:
        if not options.names or {"welcome", "login"} & set(options.names):
            fresh = start_server(Path(folder) / "fresh", env=SETTINGS)
            _photograph_fresh(browser, fresh, options.into)
            fresh.stop()
        if shots:
            demo = start_server(Path(folder) / "demo", "--viewers", "24", command="demo")
            time.sleep(options.warm_s)
            _photograph_demo(browser, demo, shots, options.into)
            demo.stop()
    if not options.names:
        _write_page(options.into)


if __name__ == "__main__":
    main()
