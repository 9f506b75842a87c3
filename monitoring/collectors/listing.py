"""A server's list as JSON, a piece at a time, so that others who share the interpreter need not wait for all of it."""

from collections.abc import Iterator, Mapping, Sequence

import orjson

from monitoring.errors import CollectorError

Item = Mapping[str, object]

PIECE_BYTES = 128 * 1024
# Where one item ends and the next begins, as Go writes it. A quote that is not escaped begins or ends a text, so that
# this can be found within none.
_BETWEEN = b'},{"id":'
_OPENING, _CLOSING = b'{"items":[', b"]}"


def items_of(body: bytes) -> Sequence[Item]:
    """Return the items of `{"items": [...]}`, each of which has an `id`. Raises CollectorError."""
    items = json_object(body).get("items")
    if not isinstance(items, list) or not {*map(type, items)} <= {dict} or not all(item.get("id") for item in items):
        raise CollectorError("a list of the server is not one of MediaMTX")
    return items


def pieces_of(body: bytes) -> Iterator[Sequence[Item]]:
    """Yield the same items in order, some at a time.

    Raises CollectorError also where something within an item was cut through, which `items_of` then tells.
    """
    begin, opening = 0, b""
    end = body.find(_BETWEEN, PIECE_BYTES) + 1
    while end:
        yield items_of(opening + body[begin:end] + _CLOSING)
        begin, opening = end + 1, _OPENING
        end = body.find(_BETWEEN, begin + PIECE_BYTES) + 1
    yield items_of(opening + body[begin:])


def json_object(body: bytes) -> Item:
    """Return a JSON object. Raises CollectorError."""
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise CollectorError("the server answers something that is not JSON") from None
    if not isinstance(found, dict):
        raise CollectorError("the server answers something else than MediaMTX does")
    return found
