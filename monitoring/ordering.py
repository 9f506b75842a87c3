"""What each sortable field sorts by, as one whole number a row, and rows in the order of such numbers."""

from collections.abc import Callable

import numpy as np

from monitoring.columns import Connections
from monitoring.contract.events import SortOrder
from monitoring.contract.requests import ConnectionSort
from monitoring.identity_columns import UNKNOWN_TIME
from monitoring.interning import Codes
from monitoring.merging import Rows
from monitoring.model import CAUSES, NO_CAUSE, UNKNOWN_CAUSE
from monitoring.ranking import TextRanks
from monitoring.rates import Ints
from monitoring.roll import RowNumbers

UNKNOWN_KEY = -1
# What can change while a connection lives; an order by anything else only loses rows and gains some.
CHANGING: frozenset[ConnectionSort] = frozenset({"bytesTransferred", "bitrateBps", "stale", "atRisk", "cause"})

_CAUSE_RANKS = np.array([sorted(CAUSES).index(cause) for cause in CAUSES], np.int64)
_DIGIT_BITS = 16
# One key in so many tells how large the smallest are; so many more than expected leave room for chance.
_SAMPLED = 64
_SPARE = 16

AnyRows = Rows | RowNumbers
Direction = tuple[ConnectionSort, SortOrder]


def sort_keys(connections: Connections, sort: ConnectionSort, rows: AnyRows) -> Ints:
    """Return what orders these rows by a field: whole numbers from 0, `UNKNOWN_KEY` where the field is unknown.

    Texts sort by code point, times by the microsecond. Keys compare within one call only.
    """
    return _KEYS[sort](connections, rows)


def directed(keys: Ints, order: SortOrder) -> Ints:
    """Return keys whose ascending order is the one wanted: what is unknown comes last in both."""
    most = int(keys.max(initial=0))
    known = keys if order == "asc" else most - keys
    return np.where(keys == UNKNOWN_KEY, most + 1, known)


def radix_order(keys: Ints) -> RowNumbers:
    """Return the stable ascending order of keys that are not negative.

    By 16 bits at a time, the lowest first: numpy sorts those by counting, five times faster than it compares.
    """
    order = np.argsort(keys.astype(np.uint16), kind="stable").astype(np.int32)
    for shift in range(_DIGIT_BITS, int(keys.max(initial=0)).bit_length(), _DIGIT_BITS):
        # Narrowed before they are rearranged: two bytes a row stay in a core's own cache, eight do not.
        digits = (keys >> shift).astype(np.uint16)
        order = order[np.argsort(digits[order], kind="stable")]
    return order


def first_rows(connections: Connections, rows: AnyRows, direction: Direction, count: int) -> AnyRows:
    """Return the first `count` of these rows in an order, ties as they arrived, without ordering the others."""
    sort, order = direction
    keys, ordinal = directed(sort_keys(connections, sort, rows), order), connections.identities.ordinal
    if count < len(rows):
        ahead = _smallest(keys, ordinal, rows, count)
        rows, keys = rows[ahead], keys[ahead]
    arrived = ordinal[rows]
    by_arrival = radix_order(arrived - arrived.min(initial=connections.last_ordinal))
    return rows[by_arrival[radix_order(keys[by_arrival])]]


def _smallest(keys: Ints, ordinal: Ints, rows: AnyRows, count: int) -> Rows:
    """Return the places of the `count` smallest keys, of equal ones those that arrived first; in no order."""
    places = _candidates(keys, count)
    bound = np.partition(keys[places], count - 1)[count - 1]
    smaller, equal = places[keys[places] < bound], places[keys[places] == bound]
    missing = count - len(smaller)
    arrived = ordinal[rows[equal]]
    return np.concatenate((smaller, equal[arrived <= np.partition(arrived, missing - 1)[missing - 1]]))


def _candidates(keys: Ints, count: int) -> Rows:
    """Return places that hold at least the `count` smallest keys; a sample tells how far those may go."""
    sample = keys[::_SAMPLED]
    enough = 2 * (count // _SAMPLED) + _SPARE
    if enough < len(sample):
        places = np.flatnonzero(keys <= np.partition(sample, enough)[enough])
        if len(places) >= count:
            return places
    return np.arange(len(keys))


def _text(name: str) -> Callable[[Connections, AnyRows], Ints]:
    def keys(of: Connections, rows: AnyRows) -> Ints:
        ranks: TextRanks = getattr(of.interners, name).ranks("text", lambda text: text)
        codes: Codes = getattr(of.identities, name)
        return ranks.ranks[codes[rows]]

    return keys


def _place_text(name: str) -> Callable[[Connections, AnyRows], Ints]:
    def keys(of: Connections, rows: AnyRows) -> Ints:
        ranks = of.interners.place.ranks(name, lambda place: getattr(place, name))
        return ranks.ranks[of.identities.place[rows]]

    return keys


def _since_first(times_us: Ints) -> Ints:
    known = times_us != UNKNOWN_TIME
    first = int(times_us.min(where=known, initial=np.iinfo(np.int64).max))
    return np.where(known, times_us - first, UNKNOWN_KEY)


def _since_last(times_us: Ints) -> Ints:
    since_first = _since_first(times_us)
    return np.where(since_first == UNKNOWN_KEY, UNKNOWN_KEY, since_first.max(initial=0) - since_first)


def _at_risk(of: Connections, rows: AnyRows) -> Ints:
    cause = of.cause[rows]
    return np.where(cause == UNKNOWN_CAUSE, UNKNOWN_KEY, cause != NO_CAUSE)


def _cause(of: Connections, rows: AnyRows) -> Ints:
    cause = of.cause[rows]
    return np.where(cause == UNKNOWN_CAUSE, UNKNOWN_KEY, _CAUSE_RANKS[cause])


_KEYS: dict[ConnectionSort, Callable[[Connections, AnyRows], Ints]] = {
    "id": lambda of, rows: TextRanks(of.identities.id[rows].tolist()).ranks,
    "lineId": lambda of, rows: of.identities.line_id[rows],
    "username": _text("username"),
    "streamId": lambda of, rows: of.interners.stream.numbers("id", lambda number: number)[of.identities.stream[rows]],
    "streamName": _text("stream_name"),
    "streamType": _text("stream_type"),
    "protocol": _text("protocol"),
    "ip": _text("address"),
    "country": _place_text("country"),
    "countryCode": _place_text("country_code"),
    "city": _place_text("city"),
    "isp": _place_text("isp"),
    "asn": lambda of, rows: of.interners.place.numbers("asn", lambda place: place.asn)[of.identities.place[rows]],
    "userAgent": _text("user_agent"),
    "connectedAt": lambda of, rows: _since_first(of.identities.connected_at_us[rows]),
    "duration": lambda of, rows: _since_last(of.identities.connected_us[rows]),
    "bytesTransferred": lambda of, rows: of.sent_bytes[rows],
    "bitrateBps": lambda of, rows: of.bitrate_bps[rows],
    "collector": _text("collector"),
    "stale": lambda of, rows: of.stale[rows].astype(np.int64),
    "atRisk": _at_risk,
    "cause": _cause,
}
