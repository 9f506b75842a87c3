"""Which addresses may be a source, judged by their text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.sources import is_private_source, source_problem


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


@given(st.text(max_size=80) | st.text(max_size=60).map(lambda text: "http://" + text))
def test_any_text_is_judged_without_being_repeated(text: str) -> None:
    problem = source_problem(text)
    assert problem is None or len(text) < 8 or text not in problem
    assert is_private_source(text) in (True, False)
