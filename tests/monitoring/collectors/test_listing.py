"""A list in pieces is the list, however long its items are and whatever they hold."""

import json

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.collectors import listing
from monitoring.collectors.listing import Item, items_of, pieces_of
from monitoring.errors import CollectorError

TEXTS = st.one_of(st.sampled_from(['},{"id":', '"},{"id":"', "\\", '\\"', "]}", "é\u2028"]), st.text(max_size=8))
ITEMS = st.lists(st.fixed_dictionaries({"id": st.text("ab},{", min_size=1, max_size=4), "path": TEXTS}), max_size=12)


def listed(items: list[dict[str, str]]) -> bytes:
    return orjson.dumps({"itemCount": len(items), "pageCount": 1, "items": items})


def joined(body: bytes) -> list[Item]:
    return [item for piece in pieces_of(body) for item in piece]


@settings(deadline=None)
@given(ITEMS, st.integers(1, 200))
def test_pieces_hold_every_item_once_and_in_order(items: list[dict[str, str]], piece_bytes: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listing, "PIECE_BYTES", piece_bytes)
        assert joined(listed(items)) == items


def test_a_long_list_is_read_in_pieces_and_one_that_is_written_otherwise_at_once() -> None:
    items = [{"id": str(number), "path": "x" * 1000} for number in range(1000)]
    pieces = [len(piece) for piece in pieces_of(listed(items))]
    assert (sum(pieces), max(pieces) < 300, len(pieces) > 5) == (1000, True, True)
    spaced = json.dumps({"items": items}).encode()
    assert [len(piece) for piece in pieces_of(spaced)] == [1000]
    assert joined(spaced) == items


def test_what_is_cut_through_within_an_item_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "PIECE_BYTES", 10)
    body = b'{"items":[{"id":"a","tracks":[{"id":1},{"id":2},{"id":3}]},{"id":"b"}]}'
    with pytest.raises(CollectorError):
        joined(body)
    assert [item["id"] for item in items_of(body)] == ["a", "b"]


@pytest.mark.parametrize("body", [b'{"items":[1]}', b'{"items":[{"id":""}]}', b'{"items":{}}', b"{}"])
def test_what_is_no_list_of_items_with_ids_is_refused(body: bytes) -> None:
    with pytest.raises(CollectorError, match="not one of MediaMTX"):
        items_of(body)
    with pytest.raises(CollectorError, match="not one of MediaMTX"):
        joined(body)
