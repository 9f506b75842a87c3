"""Codes and ranks of repeated values."""

import numpy as np

from monitoring.interning import Interner, ranks


def text(value: str | None) -> str | None:
    return value


def test_equal_values_share_a_code_that_stays() -> None:
    interner: Interner[str | None] = Interner()
    assert interner.codes(["b", None, "b", "a"]).tolist() == [0, 1, 0, 2]
    assert (interner.code("a"), interner.find("a"), interner.find("c")) == (2, 2, None)
    assert interner.values == ["b", None, "a"]


def test_ranks_follow_what_was_added_since() -> None:
    interner: Interner[str | None] = Interner()
    interner.codes(["b", None])
    assert np.array_equal(interner.ranks("text", text), [0, np.nan], equal_nan=True)
    interner.code("a")
    assert np.array_equal(interner.ranks("text", text), [1, np.nan, 0], equal_nan=True)


def test_ranks_of_text_are_by_code_point_and_of_numbers_by_size() -> None:
    assert ranks(["b", "a", "B", "b"]).tolist() == [2, 1, 0, 2]
    assert ranks([10, 9, -1]).tolist() == [2, 1, 0]


def test_two_facets_of_one_value_do_not_mix() -> None:
    interner: Interner[tuple[str, int]] = Interner()
    interner.codes([("a", 2), ("b", 1)])
    assert interner.ranks("name", lambda pair: pair[0]).tolist() == [0, 1]
    assert interner.ranks("number", lambda pair: pair[1]).tolist() == [1, 0]
