"""Text from outside is shown as text on every page, and the browser would run no script of it if it were not."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.audience import Audience
from tests.e2e.conftest import SETTINGS
from tests.e2e.screen import Screen
from tests.fakes.geo_databases import write_asn
from tests.fakes.publisher import Publisher
from tests.fixtures.server import StartServer

ADDRESS = "87.123.5.6"
STREAM = '<img src=x onerror="window.ran=1">stream'
LINE = "<mark>line"
AGENT = "<svg onload=window.ran=1>agent"
PROVIDER = "<iframe src=javascript:window.ran=1>isp"
CATEGORY = "<img src=x onerror=window.ran=1>category"
IMPORTED = "<script>window.ran=1</script>imported"
PLAYLIST = f"""#EXTM3U
#EXTINF:-1 tvg-id="<i>guide</i>" tvg-logo="javascript:window.ran=1" group-title="{CATEGORY}",{IMPORTED}
http://example.org/imported.ts
"""
STRAY = "img[src=x], mark, svg[onload], iframe, [onerror]"
INLINE = """() => {
  const script = document.createElement("script");
  script.textContent = "window.ran = 1";
  document.body.append(script);
}"""


def test_text_from_outside_is_text_on_every_page(
    page: Page, start_panel: StartServer, publisher: Publisher, tmp_path: Path, console_errors: list[str]
) -> None:
    asn = write_asn(
        tmp_path / "asn.mmdb", {"autonomous_system_number": 64500, "autonomous_system_organization": PROVIDER}
    )
    proxied = {"PANEL_TRUSTED_PROXIES": "127.0.0.1/32", "PANEL_GEOIP_ASN": str(asn)}
    screen = Screen(page, start_panel(env={**SETTINGS, **proxied}))
    audience = Audience(screen.server)
    stream, line = audience.add_stream(STREAM, publisher.url), audience.add_line(LINE)
    audience.import_playlist(PLAYLIST)
    viewer = audience.join(LINE, stream, AGENT, behind=ADDRESS)
    shown = {
        "/connections": (STREAM, LINE, PROVIDER),
        "/": (STREAM, PROVIDER),
        "/streams": (STREAM, IMPORTED),
        f"/streams/{stream}": (STREAM,),
        "/lines": (LINE,),
        f"/lines/{line}": (LINE,),
        "/settings/categories": (CATEGORY,),
        "/activity": (LINE,),
        "/activity?record=audit": (STREAM,),
        "/sessions": (LINE,),
        "/bandwidth": (STREAM,),
    }
    screen.log_in()
    for path, texts in shown.items():
        screen.open(path)
        screen.expect_link("live")
        for text in texts:
            expect(page.get_by_role("main").get_by_text(text).first).to_be_attached()
        assert page.locator(STRAY).count() == 0, path
        assert page.evaluate("window.ran") is None, path
    assert console_errors == []

    page.evaluate(INLINE)
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in error for error in console_errors)
    viewer.leave()
