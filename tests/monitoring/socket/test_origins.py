"""Whose pages may open a socket."""

from ipaddress import ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.socket.origins import Origins

ORIGINS = Origins(["https://noc.example", "https://Ops.example:8443/"], [ip_network("10.0.0.0/8")])
STRANGER, PROXY = "203.0.113.7", "10.1.2.3"


@pytest.mark.parametrize(
    ("origin", "host", "forwarded_host", "peer"),
    [
        ("http://127.0.0.1:8000", "127.0.0.1:8000", None, STRANGER),
        ("https://panel.example", "panel.example", None, STRANGER),
        ("https://panel.example", "panel.example:443", None, STRANGER),
        ("http://panel.example", "PANEL.example", None, STRANGER),
        ("http://[::1]:8000", "[::1]:8000", None, STRANGER),
        ("https://noc.example", "panel.example", None, STRANGER),
        ("https://ops.example:8443", "panel.example", None, STRANGER),
        ("https://panel.example", "127.0.0.1:8000", "panel.example", PROXY),
        ("https://panel.example", "127.0.0.1:8000", "panel.example, inner", PROXY),
    ],
)
def test_allowed(origin: str, host: str, forwarded_host: str | None, peer: str) -> None:
    assert ORIGINS.is_allowed(origin, host, forwarded_host, peer)


@pytest.mark.parametrize(
    ("origin", "host", "forwarded_host", "peer"),
    [
        ("https://evil.example", "panel.example", None, STRANGER),
        ("https://evil.example", "panel.example", "evil.example", STRANGER),
        ("https://evil.example", "panel.example", "evil.example", None),
        ("https://evil.example", "panel.example", "inner, evil.example", PROXY),
        ("https://panel.example.evil.example", "panel.example", None, STRANGER),
        ("https://panel.example@evil.example", "panel.example", None, STRANGER),
        ("http://panel.example:8080", "panel.example:8000", None, STRANGER),
        ("https://noc.example.", "panel.example", None, STRANGER),
        ("null", "panel.example", None, STRANGER),
        ("file://", "panel.example", None, STRANGER),
        ("https://", "", None, STRANGER),
        ("https://panel.example", None, None, STRANGER),
        ("http://panel.example:99999", "panel.example:99999", None, STRANGER),
    ],
)
def test_refused(origin: str, host: str | None, forwarded_host: str | None, peer: str | None) -> None:
    assert not ORIGINS.is_allowed(origin, host, forwarded_host, peer)


@given(st.text(), st.none() | st.text(), st.none() | st.text(), st.none() | st.text())
def test_junk_raises_nothing(origin: str, host: str | None, forwarded_host: str | None, peer: str | None) -> None:
    ORIGINS.is_allowed(origin, host, forwarded_host, peer)
