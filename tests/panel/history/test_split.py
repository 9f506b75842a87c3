"""Parts of a bandwidth and what they make up."""

from datetime import UTC, datetime, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from panel.history.split import split

NOON = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)
# In one stretch: how many ticks were measured, the sums of three things over them, and what else there was.
STRETCHES = st.lists(
    st.tuples(st.integers(0, 5), *(st.integers(0, 10**12) for _ in range(3)), st.integers(0, 10**12)), max_size=6
)


@given(stretches=STRETCHES)
@settings(max_examples=80, deadline=None)
def test_parts_sum_to_the_total_and_each_is_its_mean(stretches: list[tuple[int, ...]]) -> None:
    columns = np.array(stretches, np.int64).reshape(-1, 5)
    parts = [(key, columns[:, key]) for key in (1, 2, 3)]
    times = [NOON + timedelta(minutes=each) for each in range(len(stretches))]
    found = split(times, 60, columns[:, 0], columns[:, 1:].sum(axis=1), parts)
    for place, (measured, *sums) in enumerate(stretches):
        told = [part.bps[place] for part in found.parts] + [found.other[place]]
        if measured == 0:
            assert (told, found.total[place]) == ([None] * 4, None)
            continue
        known = [mean for mean in told if mean is not None]
        assert sum(known) == found.total[place] == (2 * sum(sums) + measured) // (2 * measured)
        assert all(abs(mean - each / measured) <= 1 for mean, each in zip(known, sums, strict=True))
    assert [part.key for part in found.parts] == [1, 2, 3]


def test_without_others_there_is_nothing_left_over() -> None:
    sums = [np.array([7], np.int64) for _ in range(3)]
    found = split([NOON], 60, np.array([2]), np.array([21]), list(enumerate(sums)))
    assert (found.other, found.total) == ([0], [11])


def test_parts_whose_total_was_not_known_are_the_total() -> None:
    found = split([NOON], None, np.array([1]), np.array([5]), [(1, np.array([8]))])
    assert (found.parts[0].bps, found.other, found.total) == ([8], [0], [8])
