import subprocess
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPResponse, IncompleteRead
from urllib.parse import urlsplit

import pytest

from tests.fakes.publisher import Publisher


def _open(url: str) -> HTTPResponse:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=5)
    connection.request("GET", parts.path, headers={"User-Agent": "test/1"})
    return connection.getresponse()


def _eventually(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 5
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.01)
    return holds()


def test_paces_the_stream_and_counts_connections(make_publisher: Callable[[int], Publisher]) -> None:
    publisher = make_publisher(3_200_000)
    with _open(publisher.url) as first, _open(publisher.url) as second:
        began = time.monotonic()
        received = len(first.read(800_000))
        elapsed_s = time.monotonic() - began
        assert second.read(1) == b"\x47"
        assert publisher.connections_now == 2
    assert received * 8 / elapsed_s == pytest.approx(3_200_000, rel=0.1)
    assert publisher.user_agents == ["test/1", "test/1"]
    assert _eventually(lambda: publisher.connections_now == 0)
    assert publisher.connections_ever == 2


def test_a_slower_pace_is_less_of_the_stream_in_the_same_time(publisher: Publisher) -> None:
    publisher.pace = 0.25
    with _open(publisher.url) as response:
        began = time.monotonic()
        received = len(response.read(100_000))
        elapsed_s = time.monotonic() - began
    assert received * 8 / elapsed_s == pytest.approx(800_000, rel=0.2)


def test_a_demultiplexer_finds_the_programme(publisher: Publisher, ffmpeg: str) -> None:
    command = [ffmpeg, "-hide_banner", "-analyzeduration", "500000", "-probesize", "200000", "-i", publisher.url]
    shown = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Program 1" in shown.stderr
    assert "Stream #0:0[0x100]: Video: h264" in shown.stderr


@pytest.mark.parametrize(("behaviour", "status"), [("html", 200), ("missing", 404)])
def test_answers_a_page_instead(publisher: Publisher, behaviour: str, status: int) -> None:
    publisher.behaviour = "html" if behaviour == "html" else "missing"
    with _open(publisher.url) as response:
        assert response.status == status
        assert response.read().startswith(b"<!doctype html>")


def test_stalls_and_goes_on(publisher: Publisher) -> None:
    with _open(publisher.url) as response:
        response.read(188)
        publisher.behaviour = "stall"
        time.sleep(0.1)
        before = publisher.bytes_sent
        time.sleep(0.2)
        assert publisher.bytes_sent == before
        publisher.behaviour = "stream"
        assert _eventually(lambda: publisher.bytes_sent > before)


def test_stop_ends_connections_and_start_brings_the_same_address_back(publisher: Publisher) -> None:
    address = publisher.url
    with _open(address) as response:
        response.read(188)
        publisher.stop()
        with pytest.raises((IncompleteRead, ConnectionResetError, AssertionError)):
            assert response.read() == b"endless"
    with pytest.raises(ConnectionRefusedError):
        _open(address)
    publisher.start()
    assert publisher.url == address
    with _open(address) as response:
        assert response.read(1) == b"\x47"
