"""A tick, stored and read again."""

from hypothesis import given
from hypothesis import strategies as st

from monitoring.shares import Share
from panel.history.dimensions import Dimension
from panel.history.stored_tick import decode, encode

KEYS = st.tuples(st.sampled_from(Dimension), st.integers(0, 2**53))
SHARES = st.builds(Share, st.integers(0, 2**31 - 1), st.none() | st.integers(0, 2**62))


@given(st.dictionaries(KEYS, SHARES, max_size=30))
def test_every_dimension_comes_back(stored: dict[tuple[Dimension, int], Share]) -> None:
    written = encode([(dimension, key, share) for (dimension, key), share in stored.items()])
    for dimension in Dimension:
        expected = {key: share for (of, key), share in stored.items() if of is dimension}
        assert decode(written, dimension) == expected
