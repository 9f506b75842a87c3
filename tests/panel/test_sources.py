"""Which addresses may be a source, judged by their text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.sources import LOCAL_SOURCE, PRIVATE_SOURCE, http_problem, is_private_source, private_problem, source_problem


@pytest.mark.parametrize(
    "url",
    [
        "http://e.example/",
        "https://u:p@e.example:8443/live/u/p/1.ts?a=b#c",
        "HTTP://E.EXAMPLE/x",
        "http://8.8.8.8/",
        "http://[2606:4700::1]/x",
    ],
)
def test_ordinary_addresses_are_public_sources(url: str) -> None:
    assert source_problem(url) is None
    assert not is_private_source(url)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "0x7f.1",
        "2130706433",
        "0177.0.0.1",
        "0",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "[::1]",
        "[::]",
        "[fe80::1]",
        "[fd00::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::a9fe:a9fe]",
        "[2002:7f00:1::]",
        "localhost",
        "LOCALHOST.",
        "a.localhost",
        "127.0.0.1.",
    ],
)
def test_private_hosts_are_known_in_every_spelling(host: str) -> None:
    assert is_private_source(f"http://{host}:8080/x")


@pytest.mark.parametrize(
    ("url", "private"),
    [
        ("rtmp://e.example/live/key", None),
        ("srt://e.example:9000?streamid=a&passphrase=b", None),
        ("rtmp://127.0.0.1/live/key", PRIVATE_SOURCE),
        ("srt://10.0.0.1:9000", PRIVATE_SOURCE),
        ("rtsp://e.example/camera", LOCAL_SOURCE),
        ("UDP://@239.0.0.1:5000", LOCAL_SOURCE),
    ],
)
def test_what_ffmpeg_pulls_is_a_source_but_no_logo(url: str, private: str | None) -> None:
    assert source_problem(url) is None
    assert private_problem(url) == private
    assert http_problem(url) == "only http and https addresses are taken"


@pytest.mark.parametrize(
    "url", ["udp://239.0.0.1", "srt://e.example/x", "udp://:5000", "file:///etc/passwd", "tcp://a:1"]
)
def test_what_nothing_pulls_is_no_source(url: str) -> None:
    assert source_problem(url) is not None


@given(st.text(max_size=80) | st.text(max_size=60).map(lambda text: "http://" + text))
def test_any_text_is_judged_without_being_repeated(text: str) -> None:
    problem = source_problem(text)
    assert problem is None or len(text) < 8 or text not in problem
    assert is_private_source(text) in (True, False)
