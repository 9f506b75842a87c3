"""The collector of garbage after the start."""

import gc
from collections.abc import Iterator

import pytest

from panel.serving.memory import OBJECTS_BEFORE_SEARCH, settle_memory


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


def test_what_is_there_is_not_searched_again_and_the_rest_seldom() -> None:
    settle_memory()
    assert gc.get_freeze_count() > 1000
    assert gc.get_threshold()[0] == OBJECTS_BEFORE_SEARCH


def test_cycles_made_later_are_still_found() -> None:
    settle_memory()
    cycle: list[object] = []
    cycle.append(cycle)
    del cycle
    assert gc.collect() >= 1
