"""Connections that pass a query's filters, grouped by what they share: sums over columns, in a thread where many."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from monitoring.columns import Connections
from monitoring.contract.groups import ConnectionGroup, ConnectionGroups, GroupBy
from monitoring.contract.requests import ConnectionSort, GroupsQuery
from monitoring.digest import THREADED_FROM
from monitoring.filters import group_numbers, matching
from monitoring.identity_columns import UNKNOWN_LINE
from monitoring.interning import Codes
from monitoring.merging import DENSE, Rows
from monitoring.ordering import UNKNOWN_KEY, directed, sort_keys
from monitoring.rates import Flags, Ints
from monitoring.scene import Scene
from monitoring.snapshot import known

ABSENT = -1

# What a group is named by is a column of the table, and so are the names' order and the names themselves.
NAMED_BY: Mapping[GroupBy, ConnectionSort] = {
    "line": "username",
    "stream": "streamName",
    "country": "country",
    "isp": "isp",
    "collector": "collector",
    "protocol": "protocol",
}


async def grouped_connections(scene: Scene, query: GroupsQuery) -> ConnectionGroups:
    """Return one page of the groups of a moment."""
    if len(scene.connections) < THREADED_FROM:
        return groups(scene, query)
    return await asyncio.to_thread(groups, scene, query)


def groups(scene: Scene, query: GroupsQuery) -> ConnectionGroups:
    """Return one page of the groups; those whose figure is unknown come last in both orders."""
    connections = scene.connections
    rows = matching(connections, query)
    found = _grouped(connections, query.by, rows)
    page = _order(found, query)[query.offset : query.offset + query.limit]
    return ConnectionGroups(
        seq=scene.seq,
        timestamp=scene.timestamp,
        items=[_item(connections, query.by, found, place) for place in page.tolist()],
        total=len(found.speakers),
        matched=len(rows),
        offset=query.offset,
        limit=query.limit,
    )


@dataclass(frozen=True, slots=True)
class _Groups:
    """By group: the row of a member that speaks for it, whether its value is known, its name's rank, its sums."""

    speakers: Rows
    is_known: Flags
    names: Ints
    connections: Ints
    bandwidth_bps: Ints
    sent_bytes: Ints


def _grouped(connections: Connections, by: GroupBy, rows: Rows) -> _Groups:
    numbers, size, unknown = _numbers(connections, by, rows)
    counts = np.bincount(numbers, minlength=size)
    speakers = np.zeros(size, np.intp)
    speakers[numbers] = rows
    present = np.flatnonzero(counts)
    is_known = present != (ABSENT if unknown is None else unknown)
    ranks = sort_keys(connections, NAMED_BY[by], speakers[present])
    return _Groups(
        speakers=speakers[present],
        is_known=is_known,
        names=np.where(is_known, ranks, UNKNOWN_KEY),
        connections=counts[present],
        bandwidth_bps=_sums(numbers, connections.bitrate_bps[rows], size)[present],
        sent_bytes=_sums(numbers, connections.sent_bytes[rows], size)[present],
    )


def _numbers(connections: Connections, by: GroupBy, rows: Rows) -> tuple[Ints, int, int | None]:
    """Return the number of each row's group, how many numbers there are, and which is of those it is unknown of."""
    codes, interners = connections.identities, connections.interners
    match by:
        case "line":
            return _line_numbers(codes.line_id[rows])
        case "stream":
            return codes.stream[rows].astype(np.int64), len(interners.stream), interners.stream.find(None)
        case "country" | "isp":
            numbers, _ = group_numbers(connections, "country_code" if by == "country" else "isp")
            return numbers[rows], int(numbers.max(initial=0)) + 1, 0
        case "collector" | "protocol":
            column: Codes = getattr(codes, by)
            return column[rows].astype(np.int64), len(getattr(interners, by)), None


def _line_numbers(line_id: Ints) -> tuple[Ints, int, int | None]:
    if int(line_id.max(initial=0)) <= DENSE * (len(line_id) + DENSE):
        shifted = line_id - UNKNOWN_LINE
        return shifted, int(shifted.max(initial=0)) + 1, 0
    lines, numbers = np.unique(line_id, return_inverse=True)
    return numbers, len(lines), 0 if lines[0] == UNKNOWN_LINE else None


def _sums(numbers: Ints, figures: Ints, size: int) -> Ints:
    """Sum what is known, -1 where nothing is; exact below 2^53."""
    is_known = figures >= 0
    sums = np.bincount(numbers, np.where(is_known, figures, 0), size)
    return np.where(np.bincount(numbers[is_known], minlength=size) > 0, sums.astype(np.int64), UNKNOWN_KEY)


def _order(found: _Groups, query: GroupsQuery) -> Rows:
    if query.sort == "name":
        return np.lexsort((-found.connections, directed(found.names, query.order)))
    figures = {"connections": found.connections, "bandwidthBps": found.bandwidth_bps, "bytes": found.sent_bytes}
    return np.lexsort((directed(found.names, "asc"), directed(figures[query.sort], query.order)))


def _item(connections: Connections, by: GroupBy, found: _Groups, place: int) -> ConnectionGroup:
    key, name = None, None
    if found.is_known[place]:
        key, name = _key_and_name(connections, by, int(found.speakers[place]))
    return ConnectionGroup(
        key=key,
        name=name,
        connections=int(found.connections[place]),
        bandwidth_bps=known(int(found.bandwidth_bps[place])),
        bytes=known(int(found.sent_bytes[place])),
    )


def _key_and_name(connections: Connections, by: GroupBy, row: int) -> tuple[int | str | None, str | None]:
    identity, place = connections.identity(row), connections.place(row)
    match by:
        case "line":
            return identity.line_id, identity.username
        case "stream":
            return identity.stream_id, identity.stream_name
        case "country":
            return place.country_code, place.country
        case "isp":
            return place.isp, place.isp
        case "protocol":
            return identity.protocol, identity.protocol
        case "collector":
            name = connections.interners.collector.values[int(connections.identities.collector[row])]
            return name, name
