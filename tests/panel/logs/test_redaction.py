"""No secret leaves in a log, whatever surrounds it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.redaction import MAX_FIELD_LENGTH, one_line, redact, traceback_lines

SHAPES = (
    "GET /live/bob/{}/12.ts",
    "http://panel.example:8000/live/bob/{}/12.m3u8?x=1",
    "/movie/bob/{}/12.mkv",
    "/series/bob/{}/12.mp4 HTTP/1.1",
    '"GET /bob/{}/12.ts HTTP/1.1" 200',
    "/bob/{}/12",
    "http://panel.example/bob/{}/12.ts",
    "/get.php?username=bob&password={}&type=m3u_plus",
    "/player_api.php?password={}",
    "password={}",
    "(username='bob', password='{}')",
    "{{'username': 'bob', 'password': '{}'}}",
    '{{"password": "{}"}}',
    "Authorization: Bearer ptk_{}",
    "token ptk_{}",
    "(b'cookie', b'panel_session={}')",
    "Cookie: a=b; panel_session={}; c=d",
    "Set-Cookie: panel_session={}; Path=/",
    "cannot reach http://bob:{}@upstream.example/one.ts",
    "postgresql+asyncpg://panel:{}@db/panel",
    "http://{}@upstream.example/",
)

characters = st.characters(codec="ascii", categories=("L", "N"), include_characters="-_.~!$*+%")
secrets = st.text(characters, min_size=1, max_size=40).map(lambda text: f"canary{text}")


@pytest.mark.parametrize("shape", SHAPES)
@given(secret=secrets, before=st.sampled_from(["", "error: ", "x\n"]), after=st.sampled_from(["", " failed", "\nnext"]))
def test_a_secret_is_hidden_in_every_shape_it_travels_in(shape: str, secret: str, before: str, after: str) -> None:
    text = before + shape.format(secret) + after
    assert "canary" not in redact(text)
    assert "canary" not in one_line(text)
    assert not any("canary" in line for line in traceback_lines(text))


@pytest.mark.parametrize(
    "text",
    [
        "GET /api/v1/streams/12 200",
        "/api/v1/connections?limit=5&sort=bitrateBps",
        "bob left News 24",
        "listening on http://127.0.0.1:8000",
        "rows=12 error=OperationalError",
        "/assets/index-a1b2c3.js",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert redact(text) == text


@given(st.text())
def test_a_field_is_one_printable_line_of_bounded_length(text: str) -> None:
    shown = one_line(text)
    assert len(shown) <= MAX_FIELD_LENGTH
    assert not any(ord(character) < 32 or character in "\x7f\x85\u2028\u2029" for character in shown)
    assert shown.splitlines() in ([], [shown])
    shown.encode("utf-8")


def test_escape_sequences_and_line_breaks_are_spelt_out() -> None:
    assert one_line("a\r\nERROR fake \x1b[31m\u2028b") == "a\\r\\nERROR fake \\x1b[31m\\u2028b"


@pytest.mark.parametrize(
    "hostile", ["/", "a/", "://", "://a:", "password=", "cookie,", "'password':'", '"', "\\", "/1"]
)
def test_hostile_text_costs_little(hostile: str) -> None:
    began = time.process_time()
    redact(hostile * (100_000 // len(hostile)))
    assert time.process_time() - began < 0.5


def test_a_secret_at_the_edge_of_what_is_read_is_hidden_too() -> None:
    for length in range(1900, 2060):
        assert "canary" not in one_line(f"password={'x' * length} /bob/canarycanary/12.ts")
        assert "canary" not in one_line(f"password={'x' * length}/bob/canarycanary/12.ts")
