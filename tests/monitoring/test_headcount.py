"""Counts of who comes and goes are those of who is there."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.columns import Identities
from monitoring.headcount import Headcount
from monitoring.identity_columns import UNKNOWN_LINE

PEOPLE = st.lists(st.tuples(st.integers(0, 9), st.integers(UNKNOWN_LINE, 30)), max_size=20)


def identities(people: list[tuple[int, int]]) -> Identities:
    return replace(
        Identities.blank(len(people)),
        stream=np.array([stream for stream, _ in people], np.int32),
        line_id=np.array([line_id for _, line_id in people], np.int64),
    )


@settings(deadline=None)
@given(PEOPLE, PEOPLE, st.data())
def test_counts_are_those_of_who_is_there(
    first: list[tuple[int, int]], later: list[tuple[int, int]], data: st.DataObject
) -> None:
    going = data.draw(st.sets(st.sampled_from(range(len(first)))) if first else st.just(set[int]()))
    headcount = Headcount()
    headcount.come(identities(first))
    before = headcount.counts()
    headcount.go(identities(first), np.array(sorted(going), np.intp))
    headcount.come(identities(later))
    there = [each for number, each in enumerate(first) if number not in going] + later
    counts = headcount.counts()
    for code in range(10):
        assert sum(counts["stream"][code : code + 1]) == sum(stream == code for stream, _ in there)
        assert sum(before["stream"][code : code + 1]) == sum(stream == code for stream, _ in first)
    for line_id in range(UNKNOWN_LINE, 31):
        place = line_id - UNKNOWN_LINE
        assert sum(counts["line_id"][place : place + 1]) == sum(line == line_id for _, line in there)


def test_lines_too_far_apart_are_not_counted() -> None:
    headcount = Headcount()
    headcount.come(identities([(1, 5)]))
    headcount.come(identities([(1, 2**40)]))
    assert "line_id" not in headcount.counts()
    assert headcount.counts()["stream"][1] == 2
