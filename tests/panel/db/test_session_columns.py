"""How a session's id and its times are stored."""

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from panel.db.session_columns import pack_session_id, unpack_session_id
from panel.history.times import from_microseconds, microseconds


@given(st.one_of(st.text(), st.uuids().map(lambda each: each.hex), st.text("0123456789abcdefABCDEF", min_size=30)))
@example("x" * 15)
@example("x" * 14)
@example("\ud800")
def test_an_id_comes_back_as_it_was(session_id: str) -> None:
    assert unpack_session_id(pack_session_id(session_id)) == session_id


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_two_ids_are_stored_alike(first: str, second: str) -> None:
    assert (pack_session_id(first) == pack_session_id(second)) == (first == second)


def test_digits_take_half_their_bytes() -> None:
    assert len(pack_session_id("0123456789abcdef" * 2)) == 16
    assert len(pack_session_id("0123456789ABCDEF" * 2)) > 16


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_moment_comes_back_to_the_microsecond(moment: datetime) -> None:
    assert from_microseconds(microseconds(moment)) == moment


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(TypeError):
        microseconds(datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None))
