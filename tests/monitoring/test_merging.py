"""Set arithmetic on sorted keys, dense and sparse."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.merging import contains

KEYS = st.one_of(st.sets(st.integers(0, 60), max_size=30), st.sets(st.integers(0, 2**61), max_size=30))


@settings(deadline=None)
@given(KEYS, KEYS, KEYS)
def test_contains_is_membership(held: set[int], wanted: set[int], shared: set[int]) -> None:
    held, wanted = held | shared, wanted | shared
    found = contains(np.array(sorted(held), np.int64), np.array(sorted(wanted), np.int64))
    assert found.tolist() == [key in held for key in sorted(wanted)]
