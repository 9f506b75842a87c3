"""What a handshake tells of who opens it."""

from ipaddress import ip_network

import pytest

from monitoring.socket.handshake import CONNECTION_EXTENSION, Handshake, Scope
from tests.fakes.websocket import FakeConnection

PROXIES = [ip_network("10.0.0.0/8")]


def scope(*headers: tuple[bytes, bytes], client: tuple[str, int] | None = ("203.0.113.7", 5000)) -> Scope:
    return {"type": "http", "client": client, "headers": list(headers), "query_string": b"EIO=4&sid=abc"}


def test_the_address_is_the_tcp_peer_and_never_the_library_s() -> None:
    environ = {"REMOTE_ADDR": "127.0.0.1", "asgi.scope": scope()}
    assert Handshake.of(environ).address(PROXIES) == "203.0.113.7"
    assert Handshake(scope(client=None)).address(PROXIES) is None


def test_forwarded_addresses_count_from_trusted_proxies_alone() -> None:
    forged = (b"X-Forwarded-For", b"198.51.100.9")
    assert Handshake(scope(forged)).address(PROXIES) == "203.0.113.7"
    assert Handshake(scope(forged, client=("10.0.0.1", 5000))).address(PROXIES) == "198.51.100.9"


@pytest.mark.parametrize(
    ("header", "cookie"),
    [
        (b"panel_session=abc", "abc"),
        (b'a=1; panel_session="a=b"; b=2', "a=b"),
        (b"bad cookie;;=;panel_session=abc", "abc"),
        (b"xpanel_session=abc", None),
        (b"\xff=\xfe", None),
    ],
)
def test_the_session_cookie_is_found_among_others(header: bytes, cookie: str | None) -> None:
    assert Handshake(scope((b"cookie", header))).session_cookie() == cookie


def test_only_a_websocket_that_the_server_shows_has_a_connection() -> None:
    shown = FakeConnection()
    websocket = {**scope(), "type": "websocket"}
    assert Handshake(websocket).connection is None
    assert Handshake({**websocket, "extensions": {CONNECTION_EXTENSION: shown}}).connection is shown
    assert Handshake({**scope(), "extensions": {CONNECTION_EXTENSION: shown}}).connection is None
