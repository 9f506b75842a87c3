"""Listening sockets and what accepted connections inherit."""

import socket

import pytest

from panel.serving.listener import TCP_NOTSENT_LOWAT, listen


@pytest.mark.parametrize(("host", "reached_at"), [("127.0.0.1", "127.0.0.1"), ("::1", "::1"), ("::", "127.0.0.1")])
def test_accepted_connections_inherit_the_options(host: str, reached_at: str) -> None:
    with listen(host, 0) as listener:
        listener.setblocking(True)
        with socket.create_connection((reached_at, listener.getsockname()[1]), 2):
            accepted, _ = listener.accept()
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 10_000
                assert accepted.getsockopt(socket.IPPROTO_TCP, TCP_NOTSENT_LOWAT) == 131_072
                # The kernel doubles what it is asked for (socket(7)).
                assert accepted.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) == 2 * 262_144


def test_a_port_in_use_is_an_error_and_leaves_no_socket() -> None:
    with listen("127.0.0.1", 0) as listener, pytest.raises(OSError, match="in use"):
        listen("127.0.0.1", listener.getsockname()[1])


def test_a_name_is_looked_up() -> None:
    with listen("localhost", 0) as listener:
        assert listener.getsockname()[1] > 0
    with pytest.raises(socket.gaierror):
        listen("no such host", 0)
