"""What waits is bounded, and what gives way first."""

from collections.abc import Callable
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from panel.ledger.interned import Origin, Title
from panel.ledger.rows import SessionRecord
from panel.ledger.spool import BATCH_ROWS, Ended, Spool


def record(session_id: str, sent_bytes: int | None = None) -> SessionRecord:
    began = datetime(2026, 1, 1, tzinfo=UTC)
    origin = Origin("bob", "ts", "gateway", None, None, None, None, None, None, None)
    return SessionRecord(session_id, 1, 24, origin, Title("News 24", "live"), began, sent_bytes=sent_bytes)


def noted(into: list[str], key: str) -> Callable[[], None]:
    return lambda: into.append(key)


def test_an_ending_replaces_a_beginning_that_was_not_written_yet() -> None:
    spool = Spool()
    spool.put_opened("a", record("a"))
    spool.put_ended("a", Ended(record("a"), noted([], "a")))
    batch = spool.batch()
    assert (list(batch.opened), list(batch.ended), len(spool)) == ([], ["a"], 1)


def test_an_ending_that_comes_while_the_beginning_is_written_stays() -> None:
    spool = Spool()
    spool.put_opened("a", record("a"))
    in_flight = spool.batch()
    spool.put_ended("a", Ended(record("a"), noted([], "a")))
    spool.remove(in_flight)
    assert list(spool.batch().ended) == ["a"]


def test_who_goes_on_after_all_waits_until_the_ending_is_written() -> None:
    spool = Spool()
    spool.put_ended("a", Ended(record("a"), noted([], "a")))
    spool.put_opened("a", record("a"))
    first = spool.batch()
    assert (list(first.opened), list(first.ended)) == ([], ["a"])
    spool.remove(first)
    assert (list(spool.batch().opened), list(spool.batch().ended)) == (["a"], [])


def test_what_came_again_while_the_first_was_written_stays() -> None:
    spool = Spool()
    spool.put_ended("a", Ended(record("a"), noted([], "a")))
    in_flight = spool.batch()
    spool.put_ended("a", Ended(record("a", sent_bytes=7), noted([], "a")))
    spool.remove(in_flight)
    assert [ended.record for ended in spool.batch().ended.values()] == [record("a", sent_bytes=7)]


def test_when_full_beginnings_go_first_then_activities_then_the_oldest_ending_and_it_is_let_go() -> None:
    released: list[str] = []
    spool = Spool(max_waiting=3)
    spool.put_opened("o", record("o"))
    spool.put_activity({"key": "k"})
    for key in ("a", "b"):
        spool.put_ended(key, Ended(record(key), noted(released, key)))
    assert (list(spool.batch().opened), list(spool.batch().activities)) == ([], ["k"])
    for key in ("c", "d"):
        spool.put_ended(key, Ended(record(key), noted(released, key)))
    assert (list(spool.batch().activities), list(spool.batch().ended)) == ([], ["b", "c", "d"])
    assert (released, spool.dropped, len(spool)) == (["a"], 3, 3)


def test_a_batch_is_bounded_and_in_order_of_arrival() -> None:
    spool = Spool()
    for number in range(BATCH_ROWS + 10):
        spool.put_ended(str(number), Ended(record(str(number)), noted([], "")))
    first = spool.batch()
    assert list(first.ended) == [str(number) for number in range(BATCH_ROWS)]
    spool.remove(first)
    assert len(spool) == 10


@given(st.lists(st.tuples(st.sampled_from(["open", "end", "activity", "write"]), st.integers(0, 8)), max_size=60))
def test_no_ending_is_lost_below_the_bound_and_the_bound_holds(steps: list[tuple[str, int]]) -> None:
    spool, ended, written = Spool(max_waiting=20), set[str](), set[str]()
    for step, number in steps:
        key = str(number)
        if step == "open":
            spool.put_opened(key, record(key))
        elif step == "end":
            spool.put_ended(key, Ended(record(key), noted([], key)))
            ended.add(key)
        elif step == "activity":
            spool.put_activity({"key": key})
        else:
            batch = spool.batch()
            written.update(batch.ended)
            spool.remove(batch)
        assert len(spool) <= 20
    assert ended == written | set(spool.batch().ended)
