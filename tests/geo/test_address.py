from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.address import is_public, parse_address


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("203.0.113.7", "203.0.113.7"),
        (" 203.0.113.7\t", "203.0.113.7"),
        ("203.0.113.7:50312", "203.0.113.7"),
        ("2001:DB8:0:0::0001", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("[fe80::1%eth0]:80", "fe80::1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("::FFFF:c000:0201", "192.0.2.1"),
        ("[::ffff:192.0.2.1]:80", "192.0.2.1"),
        ("::", "::"),
    ],
)
def test_every_way_to_write_an_address_has_one_canonical_text(text: str, canonical: str) -> None:
    assert parse_address(text) == canonical


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        " ",
        "unknown",
        "_hidden",
        "localhost",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "01.2.3.4",
        "0x7f.1",
        "2130706433",
        "①②⑦.0.0.1",
        "1.2.3.4:",
        "1.2.3.4:http",
        "1.2.3.4:123456",
        "1.2.3.4\n",
        "1.2.3.4/32",
        "[1.2.3.4",
        "2001:db8::1]:80",
        "[[2001:db8::1]]",
        "2001:db8:::1",
        "fe80::1%",
        "A" * 300,
        "1.2.3.4" + " " * 300,
        "1.2.3.4, 5.6.7.8",
        "1.2.3.4\x00",
    ],
)
def test_what_is_no_address_is_none(text: str | None) -> None:
    assert parse_address(text) is None


@given(st.text(max_size=100))
def test_any_text_gives_an_address_or_none(text: str) -> None:
    parsed = parse_address(text)
    assert parsed is None or str(ip_address(parsed)) == parsed


@given(st.ip_addresses(), st.integers(min_value=0, max_value=65535))
def test_the_canonical_text_is_the_same_with_and_without_port_and_when_read_again(
    address: IPv4Address | IPv6Address, port: int
) -> None:
    text = f"[{address}]:{port}" if address.version == 6 else f"{address}:{port}"
    canonical = parse_address(str(address))
    assert canonical is not None
    assert parse_address(text) == canonical == parse_address(canonical)


@given(st.ip_addresses(v=4))
def test_a_mapped_address_is_its_ipv4_address(address: IPv4Address) -> None:
    assert parse_address(f"::ffff:{address}") == str(address)


PUBLIC = [
    "8.8.8.8",
    "1.1.1.1",
    "87.123.4.5",
    "192.0.1.255",
    "192.0.3.0",
    "100.63.255.255",
    "100.128.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "223.255.255.255",
    "2001:4860:4860::8888",
    "2a00:23c0::1",
    "2606:4700:4700::1111",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2002:808:808::1",
    "2001:0:4136:e378:8000:63bf:f7f7:f7f7",
]
NOT_PUBLIC = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.9",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "168.63.129.16",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:0:7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b::7f00:1",
    "64:ff9b:1::808:808",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "2001:0:7f00:1:8000:63bf:3fff:fdd2",
    "2001:0:4136:e378:8000:63bf:80ff:fffe",
    "2001:db8::1",
    "2001:2::1",
    "3fff::1",
    "5f00::1",
    "100::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
    "not an address",
    "",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_hosts_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_everything_else_is_not_public(address: str) -> None:
    assert not is_public(address)


@given(st.ip_addresses())
def test_nothing_is_public_that_python_calls_private_or_multicast(address: IPv4Address | IPv6Address) -> None:
    if is_public(address):
        assert address.is_global or (address.version == 6 and address.sixtofour is not None)
        assert not address.is_multicast
        assert is_public(str(address))


@given(st.ip_addresses(v=4))
def test_an_address_that_carries_another_is_as_public_as_that(address: IPv4Address) -> None:
    number = int(address)
    carriers = [
        IPv6Address((0xFFFF << 32) | number),
        IPv6Address(int(IPv6Address("64:ff9b::")) | number),
        IPv6Address((0x2002 << 112) | (number << 80)),
        # Teredo writes the client's address inverted; the server is a public one.
        IPv6Address((0x20010000 << 96) | (0x08080808 << 64) | (number ^ 0xFFFFFFFF)),
    ]
    assert {is_public(carrier) for carrier in carriers} == {is_public(address)}
