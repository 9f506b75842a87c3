"""Keys last as long as their names are listed."""

from dataclasses import replace

import numpy as np

from monitoring.collectors.keys import KeyBook
from monitoring.model import Identity
from tests.fakes.clock import ManualClock
from tests.fakes.collector import FakeCollector


def somebody() -> Identity:
    gateway = FakeCollector(ManualClock())
    return gateway.identities[gateway.open("ann")]


def test_a_name_keeps_its_key_until_it_is_not_listed_any_more() -> None:
    book, ann = KeyBook(), somebody()
    bob = replace(ann, username="bob")
    assert [book.remember("a", ann), book.remember("b", bob), book.remember("a", bob)] == [1, 2, 1]
    assert book.keys(["b", "c", "a"]) == [2, None, 1]
    before = book.identities()
    book.forget_all_but(np.array([2]))
    assert (book.keys(["a", "b"]), book.remember("a", ann)) == ([None, 2], 3)
    assert (before, book.identities()) == ({1: ann, 2: bob}, {2: bob, 3: ann})
    book.forget_all_but(np.empty(0, np.int64))
    assert not book.identities()


def test_names_that_were_told_by_a_reading_that_failed_are_forgotten_too() -> None:
    book, ann = KeyBook(), somebody()
    for name in ("a", "of a reading that failed", "b"):
        book.remember(name, ann)
    book.forget_all_but(np.array([1, 3]))
    assert [*book.identities()] == [1, 3]
