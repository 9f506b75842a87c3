"""What never changes of a row, as JSON: all up to its duration, and its collector."""

from collections.abc import Callable, Hashable, Iterator
from typing import Generic, TypeVar

import numpy as np
import orjson

from geo.place import Place
from monitoring.columns import Connections
from monitoring.identity_columns import UNKNOWN_LINE, UNKNOWN_TIME
from monitoring.interning import Interner
from monitoring.merging import Rows
from monitoring.rates import Ints

Lasting = tuple[bytes, bytes]
T = TypeVar("T", bound=Hashable)

KEPT_TEXTS = 16_384


class Texts(Generic[T]):
    """JSON of values that many rows share, by their codes; begun anew where codes mean something else."""

    def __init__(self, write: Callable[[T], bytes]) -> None:
        self._write = write
        self._interner: Interner[T] | None = None
        self._kept: dict[int, bytes] = {}

    def of(self, interner: Interner[T], codes: list[int]) -> list[bytes]:
        """Return the JSON of each code's value."""
        if self._interner is not interner or len(self._kept) > KEPT_TEXTS:
            self._interner, self._kept = interner, {}
        kept = self._kept
        for code in set(codes).difference(kept):
            kept[code] = self._write(interner.values[code])
        return [kept[code] for code in codes]


class LastingWriter:
    """Writes what never changes of rows, for many of them at once."""

    def __init__(self) -> None:
        self._streams: Texts[int | None] = Texts(orjson.dumps)
        self._stream_names: Texts[str | None] = Texts(orjson.dumps)
        self._places: Texts[Place] = Texts(_place)
        self._agents: Texts[str | None] = Texts(orjson.dumps)

    def write(self, connections: Connections, rows: Rows) -> Iterator[Lasting]:
        """Yield what never changes of each of these rows."""
        codes, names = connections.identities, connections.interners
        usernames, addresses = names.username.values, names.address.values
        kinds = [orjson.dumps(kind) for kind in names.stream_type.values]
        protocols = [orjson.dumps(protocol) for protocol in names.protocol.values]
        collectors = [b',"collector":' + orjson.dumps(name) for name in names.collector.values]
        columns = zip(
            codes.id[rows].tolist(),
            codes.line_id[rows].tolist(),
            codes.username[rows].tolist(),
            self._streams.of(names.stream, codes.stream[rows].tolist()),
            self._stream_names.of(names.stream_name, codes.stream_name[rows].tolist()),
            codes.stream_type[rows].tolist(),
            codes.protocol[rows].tolist(),
            codes.address[rows].tolist(),
            self._places.of(names.place, codes.place[rows].tolist()),
            self._agents.of(names.user_agent, codes.user_agent[rows].tolist()),
            _timestamps(codes.connected_at_us[rows]),
            codes.collector[rows].tolist(),
            strict=True,
        )
        for identity, line, username, stream, name, kind, protocol, address, place, agent, since, collector in columns:
            head = (
                b'{"id":%b,"lineId":%b,"username":%b,"streamId":%b,"streamName":%b,"streamType":%b,"protocol":%b,'
                b'"ip":%b,%b,"userAgent":%b,"connectedAt":%b,"duration":'
            ) % (
                orjson.dumps(identity),
                b"null" if line == UNKNOWN_LINE else b"%d" % line,
                orjson.dumps(usernames[username]),
                stream,
                name,
                kinds[kind],
                protocols[protocol],
                orjson.dumps(addresses[address]),
                place,
                agent,
                since,
            )
            yield head, collectors[collector]


def _place(place: Place) -> bytes:
    fields = {
        "country": place.country,
        "countryCode": place.country_code,
        "city": place.city,
        "isp": place.isp,
        "asn": place.asn,
    }
    return orjson.dumps(fields)[1:-1]


def _timestamps(moments_us: Ints) -> list[bytes]:
    """Return RFC 3339 to the millisecond, as `format_timestamp` does, of microseconds of the Unix epoch."""
    texts = np.datetime_as_string((moments_us // 1000).astype("datetime64[ms]"), unit="ms").tolist()
    unknown = (moments_us == UNKNOWN_TIME).tolist()
    return [b"null" if missing else f'"{text}Z"'.encode() for text, missing in zip(texts, unknown, strict=True)]
