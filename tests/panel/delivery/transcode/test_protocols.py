"""What ffmpeg is told of a source that it pulls."""

import pytest

from panel.delivery.transcode.protocols import PROTOCOLS, Protocol, arguments, script

RTMP = PROTOCOLS["rtmp"]


@pytest.mark.parametrize(
    ("address", "host", "asked", "application"),
    [
        ("rtmp://e.example/live/key", "93.184.215.14", "rtmp://93.184.215.14/live/key", "rtmp://e.example/live"),
        (
            "rtmp://u:p@e.example:1936/a/b/key?x=1",
            "2606::1",
            "rtmp://u:p@[2606::1]:1936/a/b/key?x=1",
            "rtmp://e.example:1936/a/b",
        ),
        ("rtmp://e.example/key", "93.184.215.14", "rtmp://93.184.215.14/key", "rtmp://e.example/key"),
    ],
)
def test_an_address_that_was_checked_is_connected_to_under_its_name(
    address: str, host: str, asked: str, application: str
) -> None:
    lines = script(address, host, RTMP).decode().splitlines()
    assert f"file '{asked}'" in lines
    assert f"option rtmp_tcurl '{application}'" in lines


def test_an_address_cannot_say_anything_else() -> None:
    listed = script("rtmp://e.example/live/it's", None, RTMP).decode()
    assert listed.splitlines()[:2] == ["ffconcat version 1.0", "file 'rtmp://e.example/live/it'\\''s'"]
    assert "rtmp_tcurl" not in listed


@pytest.mark.parametrize("protocol", PROTOCOLS.values(), ids=PROTOCOLS.keys())
def test_nothing_but_its_own_protocols_is_open_to_a_source(protocol: Protocol) -> None:
    told = arguments(protocol)
    allowed = told[told.index("-protocol_whitelist") + 1].split(",")
    assert not {"file", "http", "https", "concat", "data", "subfile"} & set(allowed)
