"""What never changes of rows, as their model writes it, also after codes have come to mean something else."""

import json

import numpy as np
import orjson

from monitoring.interning import Interner
from monitoring.rows import rows_of
from monitoring.socket.lasting import KEPT_TEXTS, LastingWriter, Texts
from tests.fakes.observatory import Observatory

CHANGING = {"duration", "bytes_transferred", "bitrate_bps", "stale", "at_risk", "cause"}


async def test_it_is_what_the_model_writes() -> None:
    seen, writer = Observatory("gateway", 'a "second"'), LastingWriter()
    for collector in seen.around.collectors:
        collector.open("ann", user_agent='a "quoted", é\u2028\x00 one')
        collector.open(None, address="81.2.69.160")
    snapshot = await seen.after(5)
    rows = np.flatnonzero(snapshot.connections.live)
    written = [
        json.loads(head.removesuffix(b',"duration":') + tail + b"}")
        for head, tail in writer.write(snapshot.connections, rows)
    ]
    assert written == [json.loads(row.model_dump_json(exclude=CHANGING)) for row in rows_of(snapshot, rows)]


def test_texts_are_written_once_and_anew_where_codes_mean_something_else() -> None:
    written: list[str] = []

    def write(value: str) -> bytes:
        written.append(value)
        return orjson.dumps(value)

    texts, first, second = Texts(write), Interner(["a", "b"]), Interner(["b", "c"])
    assert texts.of(first, [1, 0, 1]) == [b'"b"', b'"a"', b'"b"']
    assert texts.of(first, [1]) == [b'"b"']
    assert (sorted(written), texts.of(second, [0, 1])) == (["a", "b"], [b'"b"', b'"c"'])


def test_no_more_texts_are_kept_than_are_worth_it() -> None:
    texts, many = Texts(orjson.dumps), Interner([str(number) for number in range(KEPT_TEXTS + 2)])
    assert len(texts.of(many, list(range(KEPT_TEXTS + 1)))) == KEPT_TEXTS + 1
    assert texts.of(many, [KEPT_TEXTS + 1]) == [b'"%d"' % (KEPT_TEXTS + 1)]
    assert len(texts._kept) == 1
