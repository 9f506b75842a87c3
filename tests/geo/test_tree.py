"""A tree walked for many addresses finds what one walked for each finds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.tree import NO_RECORD, AddressTree

PREFIXES = st.dictionaries(
    st.tuples(st.integers(0, 2**32 - 1), st.integers(1, 32)).map(lambda pair: (pair[0] >> (32 - pair[1]), pair[1])),
    st.integers(1, 200),
    max_size=12,
)


def nodes_of(prefixes: dict[tuple[int, int], int], depth: int) -> list[list[int | None]]:
    """The nodes of a tree, `depth` zeros above; negative numbers are data, None leads nowhere. The longest wins."""
    nodes: list[list[int | None]] = [[None, None]]
    for (bits, length), data in sorted(prefixes.items(), key=lambda item: item[0][1]):
        path = [0] * depth + [bits >> (length - 1 - at) & 1 for at in range(length)]
        node = 0
        for side in path[:-1]:
            following = nodes[node][side]
            if following is None or following < 0:
                nodes.append([following, following])
                following = nodes[node][side] = len(nodes) - 1
            node = following
        nodes[node][path[-1]] = -data
    return nodes


def encoded(nodes: list[list[int | None]], record_bits: int) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    content = b""
    for left, right in nodes:
        pair = [len(nodes) if side is None else len(nodes) + 16 - side if side < 0 else side for side in (left, right)]
        number = pair[0] << record_bits | pair[1]
        if record_bits == 28:
            # The highest bits of both sides stand in the middle byte.
            number = (pair[0] & 0xFFFFFF) << 32 | pair[0] >> 24 << 28 | pair[1] >> 24 << 24 | pair[1] & 0xFFFFFF
        content += number.to_bytes(record_bits // 4)
    return np.frombuffer(content + b"data", np.uint8).reshape(-1)


def data_of(nodes: list[list[int | None]], address: int, depth: int) -> int | None:
    node: int | None = 0
    for side in [0] * depth + [address >> (31 - at) & 1 for at in range(32)]:
        assert node is not None
        node = nodes[node][side]
        if node is None or node < 0:
            return None if node is None else -node
    return None


@pytest.mark.parametrize("record_bits", [24, 28, 32])
@pytest.mark.parametrize("ip_version", [4, 6])
@settings(max_examples=15, deadline=None)
@given(PREFIXES, st.lists(st.integers(0, 2**32 - 1), max_size=20))
def test_each_address_has_the_data_of_its_longest_prefix(
    record_bits: int, ip_version: int, prefixes: dict[tuple[int, int], int], addresses: list[int]
) -> None:
    depth = 96 if ip_version == 6 else 0
    nodes = nodes_of(prefixes, depth)
    tree = AddressTree(encoded(nodes, record_bits), len(nodes), record_bits, ip_version)
    addresses += [bits << (32 - length) for bits, length in prefixes]
    expected = [data_of(nodes, address, depth) for address in addresses]
    found = tree.records(np.array(addresses, np.int64)).tolist()
    assert found == [NO_RECORD if data is None else len(nodes) + 16 + data for data in expected]


def test_what_is_no_tree_is_refused() -> None:
    with pytest.raises(ValueError, match="format"):
        AddressTree(np.zeros(7, np.uint8), 1, 20, 4)
    with pytest.raises(ValueError, match="format"):
        AddressTree(np.zeros(7, np.uint8), 2, 28, 4)


@settings(max_examples=40, deadline=None)
@given(PREFIXES, st.integers(1, 14))
def test_the_largest_data_come_first_with_an_address_of_each(prefixes: dict[tuple[int, int], int], most: int) -> None:
    nodes = nodes_of(prefixes, 0)
    tree = AddressTree(encoded(nodes, 24), len(nodes), 24, 4)
    numbers, addresses = tree.largest(most)
    assert tree.records(addresses).tolist() == numbers.tolist()
    held: dict[int, int] = {}
    ways = [(0, 0, 31)]
    while ways:
        node, address, bit = ways.pop()
        for side, reached in enumerate(nodes[node]):
            there = address | side << bit
            if reached is not None and reached >= 0:
                ways.append((reached, there, bit - 1))
            elif reached is not None:
                number = int(tree.records(np.array([there]))[0])
                held[number] = held.get(number, 0) + (1 << bit)
    sizes = [held[number] for number in numbers.tolist()]
    assert sizes == sorted(held.values(), reverse=True)[:most]


def test_a_tree_that_leads_to_itself_comes_to_an_end() -> None:
    tree = AddressTree(encoded([[1, 1], [0, -1]], 24), 2, 24, 4)
    numbers, _ = tree.largest(5)
    assert len(numbers) == 1
