"""Reads a database through, in a process of its own: a damaged one can crash the C extension, not only make it raise.

Run by path with the database as argument; it imports nothing but the reader, to be quick.
Exits 0 when all it read was sound and `UNSOUND` when something raised.
"""

import resource
import sys
from ipaddress import IPv4Address, IPv6Address
from itertools import islice

import maxminddb

UNSOUND = 3

# All of a small database; of a large one the beginning, and what addresses all over the Internet lead to.
_NETWORKS = 30_000
_ADDRESSES = 30_000

# Multiples of the golden ratio's fraction are spread evenly (Knuth, TAOCP 3, 6.4).
_STEP_V4 = 0x9E3779B1
_STEP_V6 = 0x9E3779B97F4A7C15F39CC0605CEDC835
_GLOBAL_UNICAST = 0x2000 << 112


def read_through(path: str) -> None:
    """Decode records; raises whatever the reader does."""
    with maxminddb.open_database(path) as reader:
        holds_ipv6 = reader.metadata().ip_version == 6
        if sum(1 for _ in islice(reader, _NETWORKS)) < _NETWORKS:
            return
        for number in range(_ADDRESSES):
            reader.get(IPv4Address(number * _STEP_V4 % (1 << 32)))
            if holds_ipv6:
                reader.get(IPv6Address(_GLOBAL_UNICAST | number * _STEP_V6 % (1 << 125)))


def main(path: str) -> int:
    """Try one database; return the exit status."""
    try:
        read_through(path)
    except Exception:
        return UNSOUND
    return 0


if __name__ == "__main__":
    # A crash here is an answer, not worth a core dump.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.exit(main(sys.argv[1]))
