"""Which rows of a snapshot a query means, in which order, and each as the wire has it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.address import parse_address
from monitoring.columns import Connections
from monitoring.contract.events import ConnectionRow
from monitoring.contract.requests import ConnectionsQuery
from monitoring.interning import Codes, Interner, T
from monitoring.model import CAUSES, NO_CAUSE, UNKNOWN_CAUSE
from monitoring.ordering import sort_keys
from monitoring.rates import Flags
from monitoring.snapshot import Snapshot, known

Rows = NDArray[np.intp]
NO_CODE = -1


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows of one page, in order, and how many rows matched before paging."""

    rows: Rows
    matched: int


def select(snapshot: Snapshot, query: ConnectionsQuery) -> Selection:
    """Return the page a query means.

    Text sorts by code point, unknown values come last in both orders, and ties keep the order of arrival.
    """
    rows = np.flatnonzero(_mask(snapshot.connections, query))
    matched = len(rows)
    end = query.offset + query.limit
    if query.offset >= matched:
        return Selection(rows[:0], matched)
    keys = sort_keys(snapshot.connections, query.sort)[rows]
    keys = np.where(np.isnan(keys), np.inf, keys if query.order == "asc" else -keys)
    if end < matched:
        # Only the rows up to the page's end need an order.
        ahead = keys <= np.partition(keys, end - 1)[end - 1]
        rows, keys = rows[ahead], keys[ahead]
    order = np.lexsort((snapshot.connections.identities.ordinal[rows], keys))
    return Selection(rows[order[query.offset : end]], matched)


def rows_of(snapshot: Snapshot, rows: Rows) -> Iterator[ConnectionRow]:
    """Yield rows as the wire has them, in the order given."""
    for row in rows.tolist():
        yield _row(snapshot, row)


def _mask(connections: Connections, query: ConnectionsQuery) -> Flags:
    codes, names = connections.identities, connections.interners
    address = query.ip and (parse_address(query.ip) or query.ip)
    wanted: tuple[tuple[Codes, int | None], ...] = (
        (codes.line, _code(names.line, query.line_id)),
        (codes.username, _code(names.username, query.username)),
        (codes.stream, _code(names.stream, query.stream_id)),
        (codes.stream_type, _code(names.stream_type, query.stream_type)),
        (codes.protocol, _code(names.protocol, query.protocol)),
        (codes.collector, _code(names.collector, query.collector)),
        (codes.address, _code(names.address, address)),
    )
    mask = np.ones(len(connections), np.bool_)
    for column, code in wanted:
        if code is not None:
            mask &= column == code
    if query.country_code is not None:
        country_code = query.country_code.upper()
        mask &= names.place.matching(lambda place: place.country_code == country_code)[codes.place]
    if query.isp is not None:
        mask &= names.place.matching(lambda place: place.isp == query.isp)[codes.place]
    if query.at_risk is not None:
        mask &= connections.cause > NO_CAUSE if query.at_risk else connections.cause == NO_CAUSE
    if query.search:
        mask &= _found(connections, query.search)
    return mask


def _code(interner: Interner[T], value: T | None) -> int | None:
    """Return the code to look for: None to look for none, one that no row has for a value that no row has."""
    if value is None:
        return None
    code = interner.find(value)
    return NO_CODE if code is None else code


def _found(connections: Connections, search: str) -> Flags:
    codes, names = connections.identities, connections.interners
    holds = _holding(search)
    return np.asarray(
        names.username.matching(holds)[codes.username]
        | names.stream_name.matching(holds)[codes.stream_name]
        | names.address.matching(holds)[codes.address]
        | names.place.matching(lambda place: holds(place.city) or holds(place.isp))[codes.place]
        | names.user_agent.matching(holds)[codes.user_agent]
    )


def _holding(search: str) -> Callable[[str | None], bool]:
    folded = search.casefold()
    return lambda text: text is not None and folded in text.casefold()


def _row(snapshot: Snapshot, row: int) -> ConnectionRow:
    connections = snapshot.connections
    identity, place = connections.identity(row), connections.place(row)
    connected_s = float(connections.identities.connected_s[row])
    cause = int(connections.cause[row])
    return ConnectionRow(
        id=identity.id,
        line_id=identity.line_id,
        username=identity.username,
        stream_id=identity.stream_id,
        stream_name=identity.stream_name,
        stream_type=identity.stream_type,
        protocol=identity.protocol,
        ip=identity.address,
        country=place.country,
        country_code=place.country_code,
        city=place.city,
        isp=place.isp,
        asn=place.asn,
        user_agent=identity.user_agent,
        connected_at=identity.connected_at,
        duration=None if np.isnan(connected_s) else max(0, int(snapshot.monotonic_s - connected_s)),
        bytes_transferred=known(int(connections.sent_bytes[row])),
        bitrate_bps=known(int(connections.bitrate_bps[row])),
        collector=connections.interners.collector.values[connections.identities.collector[row]],
        stale=bool(connections.stale[row]),
        at_risk=None if cause == UNKNOWN_CAUSE else cause != NO_CAUSE,
        cause=None if cause == UNKNOWN_CAUSE else CAUSES[cause],
    )
