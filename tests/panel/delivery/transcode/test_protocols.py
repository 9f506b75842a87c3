"""What ffmpeg is told of a source that it pulls."""

import asyncio
from contextlib import suppress

import pytest

from panel.delivery.transcode.program import require_ffmpeg
from panel.delivery.transcode.protocols import PROTOCOLS, SILENCE_US, Protocol, arguments, script

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


@pytest.mark.parametrize("name", PROTOCOLS)
async def test_a_receiver_that_nobody_owns_any_more_does_not_wait_for_ever(name: str) -> None:
    async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while await reader.read(4096):
                pass
        writer.close()

    server = await asyncio.start_server(hold, "127.0.0.1", 0)
    address = f"{name}://127.0.0.1:{server.sockets[0].getsockname()[1]}/live/key"
    impatient = script(address, None, PROTOCOLS[name]).replace(SILENCE_US.encode(), b"500000")
    process = await asyncio.create_subprocess_exec(
        *(await require_ffmpeg(), *arguments(PROTOCOLS[name])),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    async with server, asyncio.timeout(15):
        _, said = await process.communicate(impatient)
    assert process.returncode != 0
    assert b"Unused options" not in said
