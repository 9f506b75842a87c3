"""Codes by hash: what was added is found, also where hashes and slots are shared."""

from functools import partial

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from monitoring.code_table import NO_CODE, Codes, CodeTable

# Few hashes, so that many values share one; the largest is next to the smallest once it is spread.
HASHED = st.integers(-3, 3) | st.integers(-(2**63), 2**63 - 1)
VALUES = st.lists(st.tuples(HASHED, st.integers(0, 3)), max_size=200, unique=True)


def hashes(values: list[tuple[int, int]]) -> NDArray[np.int64]:
    return np.array([hashed for hashed, _ in values], np.int64)


@settings(deadline=None, max_examples=60)
@given(VALUES, st.integers(0, 200))
def test_what_was_added_is_found_and_nothing_else(values: list[tuple[int, int]], first: int) -> None:
    table, added = CodeTable(), values[:first]

    def are(wanted: list[tuple[int, int]], places: NDArray[np.intp], codes: Codes) -> NDArray[np.bool_]:
        alike = [wanted[place] == values[code] for place, code in zip(places.tolist(), codes.tolist(), strict=True)]
        return np.array(alike, np.bool_)

    def is_it(wanted: tuple[int, int], code: int) -> bool:
        return values[code] == wanted

    table.add(hashes(added))
    expected = [number if number < len(added) else NO_CODE for number in range(len(values))]
    assert table.find_all(hashes(values), partial(are, values)).tolist() == expected
    table.add(hashes(values[first:]))
    assert table.find_all(hashes(values[::-1]), partial(are, values[::-1])).tolist() == [*range(len(values))][::-1]
    for code, value in enumerate(values):
        assert table.find(value[0], partial(is_it, value)) == code
    assert table.find(7, lambda code: False) == NO_CODE


def test_it_grows_with_what_it_holds() -> None:
    table = CodeTable()
    for begin in range(0, 5000, 100):
        table.add(np.arange(begin, begin + 100))
    found = table.find_all(np.arange(6000), lambda places, codes: places == codes)
    assert found.tolist() == [*range(5000), *[NO_CODE] * 1000]
