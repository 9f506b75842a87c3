import gzip
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.unpack import Unpacker, UnpackError


@given(st.binary(max_size=4000), st.integers(min_value=1, max_value=500))
def test_any_data_in_any_pieces_comes_out_as_it_went_in(content: bytes, step: int) -> None:
    target, data = BytesIO(), gzip.compress(content)
    unpacker = Unpacker(target, len(content))
    for start in range(0, len(data), step):
        unpacker.feed(data[start : start + step])
    unpacker.finish()
    assert target.getvalue() == content


@given(st.binary(min_size=1, max_size=2000), st.data())
def test_no_part_of_the_data_passes_for_the_whole(content: bytes, data: st.DataObject) -> None:
    whole = gzip.compress(content)
    unpacker = Unpacker(BytesIO(), len(content))
    unpacker.feed(whole[: data.draw(st.integers(min_value=0, max_value=len(whole) - 1))])
    with pytest.raises(UnpackError, match="ends early"):
        unpacker.finish()


def test_a_bomb_is_stopped_before_it_is_written() -> None:
    target = BytesIO()
    with pytest.raises(UnpackError, match="more than a database may hold"):
        Unpacker(target, 3 << 20).feed(gzip.compress(bytes(300 << 20), compresslevel=1))
    assert len(target.getvalue()) <= 3 << 20
