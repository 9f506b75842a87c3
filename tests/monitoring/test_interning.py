"""Codes and ranks of repeated values."""

from monitoring.interning import FEW, Interner


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
    assert interner.ranks("text", text).ranks.tolist() == [0, -1]
    interner.code("a")
    assert interner.ranks("text", text).ranks.tolist() == [1, -1, 0]


def test_what_holds_a_text_follows_what_was_added_since() -> None:
    interner: Interner[str | None] = Interner()
    interner.codes(["Abc", None])
    assert interner.holding("text", text, "b").tolist() == [True, False]
    interner.code("BED")
    assert interner.holding("text", text, "b").tolist() == [True, False, True]


def test_many_values_at_once() -> None:
    interner: Interner[int] = Interner()
    values = [number % 20_000 for number in range(40_000)]
    assert [interner.values[code] for code in interner.codes(values).tolist()] == values
    assert len(interner) == 20_000


def test_more_than_a_few_values_are_found_like_few() -> None:
    few: Interner[str | None] = Interner(["x", None])
    texts = [f"text {number}" for number in range(FEW + 10)]
    assert few.codes(texts)[-1] == FEW + 11
    many: Interner[str | None] = Interner(few.values)
    for interner in (few, many):
        assert interner.codes([None, "new", texts[5], "new"]).tolist() == [1, FEW + 12, 7, FEW + 12]
        assert (interner.find("x"), interner.find("new"), interner.find("never")) == (0, FEW + 12, None)
        assert interner.values[-1] == "new"


def test_two_facets_of_one_value_do_not_mix() -> None:
    interner: Interner[tuple[str, int]] = Interner()
    interner.codes([("a", 2), ("b", 1)])
    assert interner.ranks("name", lambda pair: pair[0]).ranks.tolist() == [0, 1]
    assert interner.numbers("number", lambda pair: pair[1]).tolist() == [2, 1]
    assert interner.ranks("none", lambda pair: None).ranks.tolist() == [-1, -1]
