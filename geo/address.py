"""Network addresses: one canonical text for each, which of them are public, and whose a request is."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import numpy as np
from numpy.typing import NDArray

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# "[" + 45 characters (INET6_ADDRSTRLEN) + "%" + 15 (IFNAMSIZ) + "]:65535"
MAX_ADDRESS_LENGTH = 70
MAX_FORWARDED_HOPS = 32

_BRACKETED = re.compile(r"\[([^\[\]]+)\](?::[0-9]{1,5})?")
_V4_WITH_PORT = re.compile(r"([0-9.]+):[0-9]{1,5}")

_NAT64 = IPv6Network("64:ff9b::/96")
_GLOBAL_UNICAST = IPv6Network("2000::/3")

# The IANA special-purpose address registries, multicast, and two addresses inside public blocks that are metadata
# services of clouds: 192.0.0.192 (Oracle, within 192.0.0.0/24) and 168.63.129.16 (Azure).
_NOT_PUBLIC_V4 = (
    "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 "
    "192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4"
)
# The same within 2000::/3; Teredo and 6to4 are judged by what they carry.
_NOT_PUBLIC_V6 = "2001::/23 2001:db8::/32 3fff::/20"


class _Ranges:
    """Disjoint networks of one IP version, searched by halving."""

    def __init__(self, networks: str) -> None:
        ordered = sorted(ip_network(text) for text in networks.split())
        self._first = [int(network.network_address) for network in ordered]
        self._last = [int(network.broadcast_address) for network in ordered]

    def hold(self, numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which of these addresses, given as numbers, lie in one of the networks."""
        at = np.searchsorted(self._first, numbers, side="right") - 1
        return (at >= 0) & (numbers <= np.array(self._last)[at])

    def __contains__(self, address: Address) -> bool:
        number = int(address)
        index = bisect_right(self._first, number) - 1
        return index >= 0 and number <= self._last[index]


_SPECIAL_V4 = _Ranges(_NOT_PUBLIC_V4)
_SPECIAL_V6 = _Ranges(_NOT_PUBLIC_V6)


def parse_address(text: str | None) -> str | None:
    """Return the canonical text of an IPv4 or IPv6 address, or None for anything else.

    Takes `a.b.c.d`, `a.b.c.d:port`, IPv6 bare, with a zone, or as `[address]` and `[address]:port`.
    An IPv4-mapped IPv6 address becomes its IPv4 address; zones and ports are dropped.
    """
    address = read_address(text)
    return None if address is None else str(address)


def read_address(text: str | None) -> Address | None:
    """Return what `parse_address` describes as an address object."""
    if text is None or len(text) > MAX_ADDRESS_LENGTH:
        return None
    stripped = text.strip(" \t")
    match = _BRACKETED.fullmatch(stripped) or _V4_WITH_PORT.fullmatch(stripped)
    try:
        address = ip_address(match.group(1) if match else stripped)
    except ValueError:
        return None
    if isinstance(address, IPv4Address):
        return address
    # Rebuilt from the number, which leaves the zone behind.
    return address.ipv4_mapped or IPv6Address(int(address))


def parse_network(text: str) -> Network | None:
    """Return the network of a CIDR (RFC 4632, section 3.1) or of a single address; None for anything else.

    Bits beyond the prefix are dropped; an IPv4-mapped IPv6 address is its IPv4 address.
    """
    address = read_address(text)
    try:
        return ip_network(text.strip(" \t") if address is None else str(address), strict=False)
    except ValueError:
        return None


def is_public(address: str | Address) -> bool:
    """Tell whether an address is reachable on the public Internet as a host of its own.

    False for junk, private, shared, loopback, link-local, documentation, reserved and multicast addresses, and for
    IPv6 forms that carry such an IPv4 address: mapped, 6to4 (RFC 3056), NAT64 (RFC 6052), Teredo (RFC 4380).
    """
    parsed = read_address(address) if isinstance(address, str) else address
    if parsed is None:
        return False
    if isinstance(parsed, IPv4Address):
        return parsed not in _SPECIAL_V4
    carried = _carried(parsed)
    if carried:
        return all(inner not in _SPECIAL_V4 for inner in carried)
    return parsed in _GLOBAL_UNICAST and parsed not in _SPECIAL_V6


def are_public(numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return for IPv4 addresses, given as numbers, what `is_public` tells of each."""
    return ~_SPECIAL_V4.hold(numbers)


def client_address(peer: str | None, headers: Iterable[tuple[bytes, bytes]], trusted: Sequence[Network]) -> str | None:
    """Return the address of whoever made a request: canonical text, or None when the peer's is not an address.

    `headers` are believed only from a peer within `trusted`. Of `X-Forwarded-For` (all lines, in order) it is the
    right-most hop that is not itself trusted; a hop that is no address ends the walk at the one before it.
    `X-Real-IP` counts only where there is no `X-Forwarded-For`.
    """
    client = read_address(peer)
    if client is None:
        return None
    if _within(client, trusted):
        client = _forwarded_client(client, headers, trusted)
    return str(client)


def _forwarded_client(peer: Address, headers: Iterable[tuple[bytes, bytes]], trusted: Sequence[Network]) -> Address:
    forwarded: list[str] = []
    real: str | None = None
    for name, value in headers:
        lowered = name.lower()
        if lowered == b"x-forwarded-for":
            forwarded.append(value.decode("latin-1"))
        elif lowered == b"x-real-ip":
            real = value.decode("latin-1")
    if forwarded:
        return _nearest_untrusted(peer, ",".join(forwarded), trusted)
    return read_address(real) or peer


def _nearest_untrusted(peer: Address, forwarded: str, trusted: Sequence[Network]) -> Address:
    nearest = peer
    # One part more than is read: the unsplit rest of a longer list.
    for hop in reversed(forwarded.rsplit(",", MAX_FORWARDED_HOPS)[-MAX_FORWARDED_HOPS:]):
        if not hop.strip(" \t"):
            continue
        address = read_address(hop)
        if address is None:
            break
        nearest = address
        if not _within(address, trusted):
            break
    return nearest


def _carried(address: IPv6Address) -> tuple[IPv4Address, ...]:
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    if address.sixtofour is not None:
        return (address.sixtofour,)
    if address.teredo is not None:
        return address.teredo
    if address in _NAT64:
        return (IPv4Address(int(address) & 0xFFFFFFFF),)
    return ()


def _within(address: Address, networks: Sequence[Network]) -> bool:
    return any(address in network for network in networks)
