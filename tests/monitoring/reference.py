"""What the table, the rates and the views should say, worked out one connection at a time with plain Python."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from geo.place import Place
from monitoring.contract.events import Cause
from monitoring.contract.requests import ConnectionsQuery
from monitoring.model import CAUSES, UNKNOWN_CAUSE, UNKNOWN_COUNT, Identity, Reading

Value = str | int | float | bool | None


def microseconds(moment_s: float) -> int:
    return round(moment_s * 1_000_000)


@dataclass
class Row:
    """One connection as the last round left it."""

    ordinal: int
    collector: str
    identity: Identity
    place: Place
    counter: int | None = None
    read_s: float = 0.0
    sent_bytes: int | None = None
    bitrate_bps: int | None = None
    seen_s: float = 0.0
    missed: bool = False
    ending: bool = False
    cause: Cause | None = None
    stale: bool = False
    active: bool = True

    def values(self, now_s: float) -> dict[str, Value]:
        """The fields of the wire, by their names there."""
        identity, place = self.identity, self.place
        lost = now_s - self.seen_s > 15
        cause = None if lost else self.cause
        assert identity.connected_monotonic_s is not None
        return {
            "id": identity.id,
            "lineId": identity.line_id,
            "username": identity.username,
            "streamId": identity.stream_id,
            "streamName": identity.stream_name,
            "streamType": identity.stream_type,
            "protocol": identity.protocol,
            "ip": identity.address,
            "country": place.country,
            "countryCode": place.country_code,
            "city": place.city,
            "isp": place.isp,
            "asn": place.asn,
            "userAgent": identity.user_agent,
            "connectedAt": None if identity.connected_at is None else identity.connected_at.timestamp(),
            "duration": max(0, microseconds(now_s) - microseconds(identity.connected_monotonic_s)) // 1_000_000,
            "bytesTransferred": self.sent_bytes,
            "bitrateBps": None if lost else self.bitrate_bps,
            "collector": self.collector,
            "stale": self.stale,
            "atRisk": None if cause is None else cause != "none",
            "cause": cause,
        }


@dataclass
class Reference:
    """Takes the same readings as the sampler does."""

    started_s: float
    place: Callable[[str | None], Place]
    rows: dict[tuple[str, int], Row] = field(default_factory=dict)
    epochs: dict[str, str] = field(default_factory=dict)
    total_bytes: int = 0
    stream_bytes: dict[int | None, int] = field(default_factory=dict)
    opened: int = 0

    def round(self, readings: Iterable[tuple[str, Reading | None]], now_s: float) -> None:
        for collector, reading in readings:
            if reading is None:
                for row in self._rows_of(collector):
                    row.stale = True
            else:
                self._take_in(reading)
        for row in self.rows.values():
            row.active = not row.ending and now_s - row.seen_s <= 15

    def _rows_of(self, collector: str) -> list[Row]:
        return [row for (name, _), row in self.rows.items() if name == collector]

    def _take_in(self, reading: Reading) -> None:
        first = reading.collector not in self.epochs
        if self.epochs.get(reading.collector) != reading.epoch:
            self.rows = {at: row for at, row in self.rows.items() if at[0] != reading.collector}
        self.epochs[reading.collector] = reading.epoch
        counted = dict(zip(reading.keys.tolist(), reading.counted_bytes.tolist(), strict=True))
        for at in [at for at in self.rows if at[0] == reading.collector and at[1] not in counted]:
            if reading.complete:
                del self.rows[at]
            else:
                self.rows[at].stale = True
                self.rows[at].ending |= at[1] in reading.ending
        unknown = [UNKNOWN_CAUSE] * len(counted)
        causes = dict(zip(counted, unknown if reading.causes is None else reading.causes.tolist(), strict=True))
        for key, count in counted.items():
            new = (reading.collector, key) not in self.rows
            if new:
                self.opened += 1
                identity = reading.identities[key]
                place = self.place(identity.address)
                self.rows[reading.collector, key] = Row(self.opened, reading.collector, identity, place)
            row = self.rows[reading.collector, key]
            identity = row.identity
            delta = self._advance(row, count, reading.taken_monotonic_s)
            row.seen_s = reading.taken_monotonic_s
            row.cause = None if causes[key] == UNKNOWN_CAUSE else CAUSES[causes[key]]
            # An incomplete reading takes nothing back.
            row.ending = key in reading.ending or (row.ending and not reading.complete)
            row.stale = row.ending
            assert identity.connected_monotonic_s is not None
            if not (first and new and identity.connected_monotonic_s < self.started_s):
                self.total_bytes += delta
                self.stream_bytes[identity.stream_id] = self.stream_bytes.get(identity.stream_id, 0) + delta

    @staticmethod
    def _advance(row: Row, count: int, taken_s: float) -> int:
        previous, elapsed_s = row.counter, taken_s - row.read_s
        row.bitrate_bps = None
        if count == UNKNOWN_COUNT:
            return 0
        delta = count if previous is None or count < previous else count - previous
        if previous is not None and count >= previous and elapsed_s >= 0.001:
            row.bitrate_bps = round(delta * 8 / elapsed_s)
        row.counter, row.read_s, row.sent_bytes = count, taken_s, (row.sent_bytes or 0) + delta
        return delta

    def total_bps(self, among: Callable[[Row], bool] = lambda row: True) -> int | None:
        """Sum of the bitrates of active rows; None where there are some but none has a bitrate."""
        active = [row for row in self.rows.values() if row.active and among(row)]
        rates = [row.bitrate_bps for row in active if row.bitrate_bps is not None]
        return None if active and not rates else sum(rates)

    def view(self, query: ConnectionsQuery, now_s: float) -> tuple[list[dict[str, Value]], int]:
        """The page a query means, and how many rows matched."""
        matching = [row for row in self.rows.values() if _matches(row.values(now_s), query)]
        known = [row for row in matching if row.values(now_s)[query.sort] is not None]
        unknown = [row for row in matching if row.values(now_s)[query.sort] is None]
        by_arrival = sorted(known, key=lambda row: row.ordinal)
        in_order = sorted(by_arrival, key=lambda row: self._key(row, query, now_s))
        if query.order == "desc":
            in_order = sorted(by_arrival, key=lambda row: _Reversed(self._key(row, query, now_s)))
        everything = in_order + sorted(unknown, key=lambda row: row.ordinal)
        page = everything[query.offset : query.offset + query.limit]
        return [row.values(now_s) for row in page], len(matching)

    @staticmethod
    def _key(row: Row, query: ConnectionsQuery, now_s: float) -> tuple[str, float]:
        if query.sort == "duration":
            assert row.identity.connected_monotonic_s is not None
            return "", microseconds(now_s) - microseconds(row.identity.connected_monotonic_s)
        value = row.values(now_s)[query.sort]
        return (value, 0.0) if isinstance(value, str) else ("", float(value or 0))


@dataclass
class _Reversed:
    key: tuple[str, float]

    def __lt__(self, other: "_Reversed") -> bool:
        return other.key < self.key


def _matches(values: dict[str, Value], query: ConnectionsQuery) -> bool:
    exact = query.model_dump(include={"line_id", "username", "stream_id", "protocol", "isp", "collector", "ip"})
    names = {"line_id": "lineId", "stream_id": "streamId"}
    exact["ip"] = exact["ip"] and exact["ip"].removeprefix("::ffff:")
    if any(values[names.get(name, name)] != wanted for name, wanted in exact.items() if wanted is not None):
        return False
    if query.at_risk is not None and values["atRisk"] is not query.at_risk:
        return False
    if query.stream_type is not None and values["streamType"] != query.stream_type:
        return False
    if query.country_code is not None and values["countryCode"] != query.country_code.upper():
        return False
    searched = [values[name] for name in ("username", "streamName", "ip", "city", "isp", "userAgent")]
    return not query.search or any(query.search.casefold() in str(text).casefold() for text in searched if text)
