"""Substring search gives what `in` gives."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.text_search import AT_ONCE, TextBlob

WORDS = st.text(st.sampled_from("abAB10.ßſÖö\0İ"), max_size=8)


@settings(deadline=None)
@given(st.lists(st.none() | WORDS, max_size=30), st.lists(st.none() | WORDS, max_size=9), WORDS.filter(bool))
def test_it_finds_what_holds_the_text_however_it_is_written(
    first: list[str | None], more: list[str | None], wanted: str
) -> None:
    folded = wanted.casefold()
    found = TextBlob().extended(first).extended(more).holding(folded)
    # A NUL in a text is a blank to the search, and nobody finds one.
    assert found.tolist() == [
        text is not None and "\0" not in folded and folded in text.replace("\0", " ").casefold()
        for text in [*first, *more]
    ]


@pytest.mark.parametrize("wanted", ["line1", "9999", "line", "x", "e7", "1", "19999"])
def test_many_texts(wanted: str) -> None:
    blob = TextBlob()
    for begin in range(0, 20_000, 5000):
        blob = blob.extended([f"Line{number}" for number in range(begin, begin + 5000)])
    assert len(blob) == 20_000 > 2 * AT_ONCE
    assert blob.holding(wanted).sum() == sum(wanted in f"line{number}" for number in range(20_000))


def test_a_text_longer_than_all_there_is() -> None:
    assert TextBlob().extended(["a", None]).holding("abcdef").tolist() == [False, False]
    assert TextBlob().holding("a").tolist() == []
