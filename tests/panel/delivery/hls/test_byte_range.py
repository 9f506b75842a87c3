"""One range is honoured; what else a Range may say is for the whole (RFC 9110, section 14.2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.delivery.hls.byte_range import Unsatisfiable, asked_range


def asked(value: str, size_bytes: int = 1000, *others: tuple[bytes, bytes]) -> tuple[int, int] | None:
    return asked_range([(b"Range", value.encode()), *others], size_bytes)


@given(st.integers(1, 10_000), st.data())
def test_ranges_within_the_segment(size_bytes: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, size_bytes - 1))
    last = data.draw(st.integers(first, 20_000))
    assert asked(f"bytes={first}-{last}", size_bytes) == (first, min(last, size_bytes - 1))
    assert asked(f"bytes={first}-", size_bytes) == (first, size_bytes - 1)
    assert asked(f"bytes=-{last + 1}", size_bytes) == (max(0, size_bytes - last - 1), size_bytes - 1)


@pytest.mark.parametrize("value", ["", "bytes=-", "bytes=5-2", "bytes=0-1,4-5", "lines=0-1", "bytes=a-b", "bytes=-1-2"])
def test_what_is_no_single_range_is_ignored(value: str) -> None:
    assert asked(value) is None


def test_a_validator_never_matches() -> None:
    assert asked("bytes=0-1", 1000, (b"if-range", b'"tag"')) is None


@pytest.mark.parametrize("value", ["bytes=1000-", "bytes=1000-2000", "bytes=-0", "bytes=999999999999999999-"])
def test_ranges_behind_the_end(value: str) -> None:
    with pytest.raises(Unsatisfiable):
        asked(value)
