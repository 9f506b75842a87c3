"""Set arithmetic on sorted keys, dense and sparse."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.merging import Merge, contains

KEYS = st.one_of(st.sets(st.integers(0, 60), max_size=30), st.sets(st.integers(0, 2**61), max_size=30))


@settings(deadline=None)
@given(KEYS, KEYS, KEYS)
def test_contains_is_membership(held: set[int], wanted: set[int], shared: set[int]) -> None:
    held, wanted = held | shared, wanted | shared
    found = contains(np.array(sorted(held), np.int64), np.array(sorted(wanted), np.int64))
    assert found.tolist() == [key in held for key in sorted(wanted)]


@settings(deadline=None)
@given(KEYS, KEYS, st.data())
def test_a_merge_keeps_columns_and_keys_together(held: set[int], fresh: set[int], data: st.DataObject) -> None:
    fresh -= held
    ordered, joining = sorted(held), sorted(fresh)
    dropped = data.draw(st.sets(st.sampled_from(ordered))) if ordered else set()
    kept = np.array([key not in dropped for key in ordered], np.bool_)
    held_keys, fresh_keys = np.array(ordered, np.int64), np.array(joining, np.int64)
    merge = Merge(held_keys, kept, fresh_keys)
    after = sorted((held - dropped) | fresh)
    assert merge.keys.tolist() == after
    assert merge.is_fresh.tolist() == [key in fresh for key in after]
    assert merge.apply(held_keys * 2 + 1, fresh_keys * 2 + 1).tolist() == [key * 2 + 1 for key in after]
    assert merge.changes == bool(dropped or fresh)


def test_a_merge_without_changes_copies_nothing() -> None:
    keys = np.array([1, 2, 3], np.int64)
    column = np.array([7, 8, 9], np.int32)
    merge = Merge(keys, np.ones(3, np.bool_), keys[:0])
    assert merge.apply(column, column[:0]) is column
