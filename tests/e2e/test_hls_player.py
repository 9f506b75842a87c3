"""hls.js, the player of most pages, in a real browser."""

import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.e2e.audience import PASSWORD, Audience
from tests.fixtures.server import PanelServer

HLS_JS = Path(__file__).resolve().parents[2] / "frontend/node_modules/hls.js/dist/hls.min.js"
WATCHED_S = 6
PICTURE = 'video/mp4; codecs="avc1.42c01e,mp4a.40.2"'
# Each frame of sound by itself: gathered, the first of a segment begin too long after its first picture.
COMMON = ("-t", "60", "-y", "-f", "mpegts", "-pes_payload_size", "0")
CLIPS = {
    "sound": ("-c:a", "libmp3lame", "-b:a", "64k"),
    "picture": (
        *("-f", "lavfi", "-i", "testsrc2=size=160x90:rate=10", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-g", "10"),
        *("-profile:v", "baseline", "-preset", "ultrafast", "-c:a", "aac", "-b:a", "64k"),
    ),
}

PLAY = """async (url) => {
  const video = document.querySelector("video");
  const hls = new Hls();
  window.told = { errors: [], loaded: 0, appended: 0, begun_s: 0 };
  hls.on(Hls.Events.ERROR, (_, error) => told.errors.push(`${error.details} ${error.error?.message ?? ""}`));
  hls.on(Hls.Events.FRAG_LOADED, () => { told.loaded += 1; });
  hls.on(Hls.Events.BUFFER_APPENDED, () => { told.appended += 1; });
  hls.loadSource(url);
  hls.attachMedia(video);
  video.muted = true;
  await video.play();
  told.begun_s = video.currentTime;
}"""
TOLD = "() => ({ ...told, played_s: document.querySelector('video').currentTime - told.begun_s })"


@pytest.fixture(scope="module")
def site(ffmpeg: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A web server with a minute of each clip."""
    folder = tmp_path_factory.mktemp("site")
    for name, options in CLIPS.items():
        sound = ("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000")
        subprocess.run([ffmpeg, "-v", "error", *sound, *options, *COMMON, str(folder / f"{name}.ts")], check=True)
    handler = partial(_Silent, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the panel's own log is what is looked at."""


@pytest.mark.parametrize("clip", ["picture", "sound"])
def test_hls_js_plays_and_is_one_connection(
    page: Page, console_errors: list[str], panel: PanelServer, audience: Audience, site: str, clip: str
) -> None:
    page.set_content("<video></video>")
    page.add_script_tag(path=HLS_JS)
    if not page.evaluate("type => MediaSource.isTypeSupported(type)", PICTURE):
        # This browser plays nothing that is licensed.
        clip = "sound"
    stream_id = audience.add_stream("Clip", f"{site}/{clip}.ts")
    audience.add_line("page")
    page.evaluate(PLAY, f"{panel.url}/live/page/{PASSWORD}/{stream_id}.m3u8")
    page.wait_for_timeout(WATCHED_S * 1000)
    told = page.evaluate(TOLD)
    (connection,) = audience.connections("page")
    assert (connection["protocol"], connection["streamId"]) == ("hls", stream_id)
    assert (told["errors"], console_errors) == ([], [])
    assert told["loaded"] >= 2
    assert told["appended"] >= 2
    assert WATCHED_S / 2 < told["played_s"] < WATCHED_S + 1
