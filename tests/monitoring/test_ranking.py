"""The order of texts, however they come."""

from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.ranking import AT_ONCE, TextRanks

TEXTS = st.lists(st.none() | st.text(max_size=20) | st.sampled_from(["a", "B", "a considerably longer text than most"]))


def expected(texts: list[str | None]) -> list[int]:
    different = sorted({text for text in texts if text is not None})
    return [-1 if text is None else different.index(text) for text in texts]


@settings(deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_ranks_are_by_code_point_in_whichever_parts_texts_come(
    first: list[str | None], second: list[str | None], third: list[str | None]
) -> None:
    ranks = TextRanks(first).extended(second).extended(third)
    texts = [*first, *second, *third]
    assert ranks.ranks.tolist() == expected(texts)
    assert len(ranks) == len(set(texts) - {None})
    for text in ("a", "zz", "", *filter(None, texts[:3])):
        assert ranks.find(text) == (expected(texts)[texts.index(text)] if text in texts else None)


def test_what_was_ranked_before_stays_as_it_is() -> None:
    before = TextRanks(["b", "a"])
    before.extended(["0"])
    assert before.ranks.tolist() == [1, 0]


def test_more_texts_than_are_taken_at_once() -> None:
    texts = [f"{number % 20_000:05}" for number in range(2 * AT_ONCE + 1)]
    assert TextRanks(texts).ranks.tolist() == [number % 20_000 for number in range(2 * AT_ONCE + 1)]
