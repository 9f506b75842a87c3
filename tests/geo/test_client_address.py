from ipaddress import IPv4Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.address import MAX_FORWARDED_HOPS, client_address

TRUSTED = [ip_network("127.0.0.0/8"), ip_network("10.0.0.0/8"), ip_network("fd00::/8")]
PROXY = "127.0.0.1"
XFF = b"x-forwarded-for"
REAL = b"x-real-ip"

Headers = list[tuple[bytes, bytes]]


@pytest.mark.parametrize(
    ("headers", "client"),
    [
        ([], PROXY),
        ([(XFF, b"81.2.69.142")], "81.2.69.142"),
        ([(b"X-Forwarded-For", b"81.2.69.142")], "81.2.69.142"),
        # The left part is what the client wrote itself.
        ([(XFF, b"6.6.6.6, 7.7.7.7")], "7.7.7.7"),
        ([(XFF, b"6.6.6.6,7.7.7.7,10.0.0.2")], "7.7.7.7"),
        # Several lines are one list, in order.
        ([(XFF, b"6.6.6.6"), (XFF, b"7.7.7.7")], "7.7.7.7"),
        ([(XFF, b"7.7.7.7"), (XFF, b"10.0.0.2"), (XFF, b"10.0.0.3")], "7.7.7.7"),
        ([(XFF, b"10.0.0.9, 10.0.0.2")], "10.0.0.9"),
        ([(XFF, b"not-an-ip")], PROXY),
        ([(XFF, b"A" * 300)], PROXY),
        ([(XFF, b"7.7.7.7, unknown, 10.0.0.2")], "10.0.0.2"),
        ([(XFF, b"unknown, 7.7.7.7")], "7.7.7.7"),
        ([(XFF, b"")], PROXY),
        ([(XFF, b" , ,")], PROXY),
        ([(XFF, b"7.7.7.7, ,")], "7.7.7.7"),
        ([(XFF, b"81.2.69.142:50312")], "81.2.69.142"),
        ([(XFF, b"[2a00:23c0::1]:443")], "2a00:23c0::1"),
        ([(XFF, b"2A00:23C0:0::1")], "2a00:23c0::1"),
        ([(XFF, b"::ffff:81.2.69.142")], "81.2.69.142"),
        ([(XFF, b"7.7.7.7, ::ffff:10.0.0.2")], "7.7.7.7"),
        ([(XFF, b"7.7.7.7, fd00::2")], "7.7.7.7"),
        ([(XFF, b"fe80::1%eth0")], "fe80::1"),
        ([(XFF, b"\xff\xfe")], PROXY),
        ([(REAL, b"81.2.69.142")], "81.2.69.142"),
        ([(b"X-Real-Ip", b" 81.2.69.142 ")], "81.2.69.142"),
        ([(REAL, b"junk")], PROXY),
        ([(REAL, b"6.6.6.6"), (XFF, b"7.7.7.7")], "7.7.7.7"),
        ([(REAL, b"6.6.6.6"), (XFF, b"junk")], PROXY),
        ([(b"forwarded", b"for=6.6.6.6")], PROXY),
        ([(b"cf-connecting-ip", b"6.6.6.6"), (b"true-client-ip", b"6.6.6.6")], PROXY),
    ],
)
def test_a_trusted_proxy_tells_who_the_client_is(headers: Headers, client: str) -> None:
    assert client_address(PROXY, headers, TRUSTED) == client


@pytest.mark.parametrize("peer", ["81.2.69.142", "2a00:23c0::1", "128.0.0.1"])
def test_headers_of_anyone_else_are_ignored(peer: str) -> None:
    assert client_address(peer, [(XFF, b"6.6.6.6"), (REAL, b"6.6.6.6")], TRUSTED) == peer


def test_with_no_trusted_proxies_even_this_machine_is_not_believed() -> None:
    assert client_address(PROXY, [(XFF, b"6.6.6.6")], []) == PROXY


def test_a_trusted_peer_is_known_in_its_mapped_form_too() -> None:
    assert client_address("::ffff:127.0.0.1", [(XFF, b"7.7.7.7")], TRUSTED) == "7.7.7.7"


@pytest.mark.parametrize("peer", [None, "", "unix:", "testclient"])
def test_a_peer_without_an_address_gives_none_and_is_not_believed(peer: str | None) -> None:
    assert client_address(peer, [(XFF, b"6.6.6.6")], TRUSTED) is None


def test_only_so_many_hops_are_read() -> None:
    hops = ["6.6.6.6"] + ["10.0.0.2"] * MAX_FORWARDED_HOPS
    assert client_address(PROXY, [(XFF, ",".join(hops).encode())], TRUSTED) == "10.0.0.2"
    assert client_address(PROXY, [(XFF, ",".join(hops[:-1]).encode())], TRUSTED) == "6.6.6.6"


@given(st.lists(st.tuples(st.sampled_from([XFF, REAL, b"forwarded"]), st.binary(max_size=120)), max_size=6))
def test_whatever_a_proxy_sends_the_client_is_an_address(headers: Headers) -> None:
    client = client_address(PROXY, headers, TRUSTED)
    assert client is not None
    assert str(ip_address(client)) == client


@given(st.lists(st.ip_addresses(v=4), min_size=1, max_size=6), st.ip_addresses(v=4).filter(lambda a: a.is_global))
def test_nothing_a_client_writes_hides_the_address_its_proxy_saw(forged: list[IPv4Address], seen: IPv4Address) -> None:
    line = ", ".join([*(str(address) for address in forged), str(seen)]).encode()
    assert client_address(PROXY, [(XFF, line)], TRUSTED) == str(seen)
