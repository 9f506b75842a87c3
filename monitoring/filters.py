"""Which rows a query's filters let through."""

from collections.abc import Callable, Mapping
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from geo.address import parse_address
from geo.place import Place
from monitoring.columns import Connections
from monitoring.contract.requests import ConnectionsFilter
from monitoring.merging import Rows
from monitoring.model import NO_CAUSE
from monitoring.ordering import AnyRows
from monitoring.rates import Flags, Ints

Field = Literal[
    "line_id",
    "username",
    "stream_id",
    "stream_type",
    "protocol",
    "country_code",
    "isp",
    "collector",
    "ip",
    "at_risk",
]
Value = str | int | bool
Wanted = dict[Field, Value]
NO_CODE = -1

_COLUMNS: Mapping[Field, str] = {
    "username": "username",
    "stream_id": "stream",
    "stream_type": "stream_type",
    "protocol": "protocol",
    "collector": "collector",
    "ip": "address",
}


def filters(query: ConnectionsFilter) -> Wanted:
    """Return what must hold, by field; addresses and country codes as they are kept."""
    address = query.ip and (parse_address(query.ip) or query.ip)
    wanted: dict[Field, str | int | bool | None] = {
        "line_id": query.line_id,
        "username": query.username,
        "stream_id": query.stream_id,
        "stream_type": query.stream_type,
        "protocol": query.protocol,
        "country_code": query.country_code and query.country_code.upper(),
        "isp": query.isp,
        "collector": query.collector,
        "ip": address,
        "at_risk": query.at_risk,
    }
    return {field: value for field, value in wanted.items() if value is not None}


def passing(connections: Connections, wanted: Wanted, rows: AnyRows | slice) -> Flags:
    """Return which of the rows have all these values."""
    passes = connections.live[rows]
    for field, value in wanted.items():
        passes = passes & _passing(connections, field, value, rows)
    return passes


def matching(connections: Connections, query: ConnectionsFilter) -> Rows:
    """Return every row that a filter means, in no order."""
    everywhere = slice(None)
    passes = passing(connections, filters(query), everywhere)
    if query.search:
        passes = passes & found(connections, query.search, everywhere)
    return np.flatnonzero(passes)


def group_numbers(connections: Connections, field: Field) -> tuple[Ints, Callable[[object], int | None]]:
    """Return a number for each row, from 0, that those with one value of a field share, and the number of a value."""
    match field:
        case "country_code" | "isp":
            ranks = connections.interners.place.ranks(field, lambda place: getattr(place, field))
            return (ranks.ranks + 1)[connections.identities.place], lambda value: _next(ranks.find(str(value)))
        case "at_risk":
            return np.sign(connections.cause).astype(np.int64) + 1, lambda value: 2 if value else 1
        case _:
            name = _COLUMNS[field]
            codes: Ints = getattr(connections.identities, name).astype(np.int64)
            return codes, getattr(connections.interners, name).find


def found(connections: Connections, search: str, rows: AnyRows | slice) -> Flags:
    """Return which of the rows hold a text in their user name, stream, address, city, ISP or agent."""
    codes, names, folded = connections.identities, connections.interners, search.casefold()
    places = names.place.holding("city", lambda place: place.city, folded)
    places = places | names.place.holding("isp", lambda place: place.isp, folded)
    return np.asarray(
        names.username.holding("text", _itself, folded)[codes.username[rows]]
        | names.stream_name.holding("text", _itself, folded)[codes.stream_name[rows]]
        | names.address.holding("text", _itself, folded)[codes.address[rows]]
        | places[codes.place[rows]]
        | names.user_agent.holding("text", _itself, folded)[codes.user_agent[rows]]
    )


def _passing(connections: Connections, field: Field, value: str | int | bool, rows: AnyRows | slice) -> Flags:
    codes = connections.identities
    match field:
        case "line_id":
            return np.equal(codes.line_id[rows], value)
        case "country_code" | "isp":
            return _places(connections, field, value)[codes.place[rows]]
        case "at_risk":
            cause = connections.cause[rows]
            return cause > NO_CAUSE if value else cause == NO_CAUSE
        case _:
            name = _COLUMNS[field]
            code = getattr(connections.interners, name).find(value)
            column: NDArray[np.int32] = getattr(codes, name)
            return np.equal(column[rows], NO_CODE if code is None else code)


def _places(connections: Connections, field: Field, value: object) -> Flags:
    def of(place: Place) -> str | None:
        text: str | None = getattr(place, field)
        return text

    ranks = connections.interners.place.ranks(field, of)
    code = ranks.find(str(value))
    return np.equal(ranks.ranks, len(ranks) if code is None else code)


def _next(code: int | None) -> int | None:
    return None if code is None else code + 1


def _itself(text: str | None) -> str | None:
    return text
