"""Which rows of a snapshot a query means, and in which order."""

from collections import defaultdict

import numpy as np

from monitoring.columns import Connections
from monitoring.contract.requests import ConnectionsQuery
from monitoring.filters import Field, Value, Wanted, filters, found, passing
from monitoring.index import Grouping, Index, Selection
from monitoring.ordering import AnyRows, Direction, first_rows
from monitoring.rates import Flags
from monitoring.scene import Scene

# The filters whose rows are kept together while somebody looks at them, those that leave fewest rows first.
GROUPED: tuple[Field, ...] = ("stream_id", "isp", "country_code", "collector", "protocol", "stream_type", "at_risk")
# Pages that take a pass over all rows are made ahead for as many, those without a text to look for at a twentieth of
# the cost; the others when they are asked for.
SEARCHED_AHEAD = 64
FILTERED_AHEAD = 512


def indexed(connections: Connections, before: Index | None) -> Index:
    """Return the index of a moment, with what was looked at in the one before it ready."""
    index = Index(connections)
    if before is None:
        return index
    asked = list(before.asked)
    wanted = {query: filters(query) for query in asked}
    grouped = {query: field for query in asked if (field := _grouping(wanted[query])) is not None}
    ends: dict[Direction, int] = {}
    for query in asked:
        if not wanted[query] and not query.search:
            ends[query.sort, query.order] = max(ends.get((query.sort, query.order), 0), query.offset + query.limit)
    groupings: defaultdict[Grouping, set[Value]] = defaultdict(set)
    for query, field in grouped.items():
        groupings[(query.sort, query.order), field].add(wanted[query][field])
    index.prepare(ends, groupings, before)
    searched = [query for query in asked if query not in grouped and (wanted[query] or query.search)]
    with_text = [query for query in searched if query.search][:SEARCHED_AHEAD]
    for query in [query for query in searched if not query.search][:FILTERED_AHEAD] + with_text:
        _selection(index, query)
    return index


def select(snapshot: Scene, query: ConnectionsQuery) -> Selection:
    """Return the page a query means.

    Text sorts by code point, unknown values come last in both orders, and ties keep the order of arrival.
    """
    snapshot.index.asked.setdefault(query)
    return _selection(snapshot.index, query)


def is_ready(snapshot: Scene, query: ConnectionsQuery) -> bool:
    """Tell whether `select` would only look the page up."""
    return query in snapshot.index.pages


def _selection(index: Index, query: ConnectionsQuery) -> Selection:
    kept = index.pages.get(query)
    if kept is None:
        kept = index.pages[query] = _select(index, query)
    return kept


def _select(index: Index, query: ConnectionsQuery) -> Selection:
    connections, direction = index.connections, (query.sort, query.order)
    wanted = filters(query)
    if not wanted and not query.search:
        rows = index.order(direction, min(query.offset + query.limit, len(connections)))
        if rows is not None:
            return _page(rows, query, len(connections))
    field = _grouping(wanted)
    rows = None if field is None else index.group(direction, field, wanted[field])
    if field is None or rows is None:
        return _searched(index, query, wanted)
    del wanted[field]
    if wanted or query.search:
        rows = rows[_mask(connections, query, wanted, rows)]
    return _page(rows, query, len(rows))


def _searched(index: Index, query: ConnectionsQuery, wanted: Wanted) -> Selection:
    """Select by looking at every row, and order no more of them than the page needs."""
    connections = index.connections
    rows = np.flatnonzero(_mask(connections, query, wanted, slice(None)))
    matched = len(rows)
    if query.offset >= matched:
        return Selection(rows[:0], matched)
    return _page(first_rows(connections, rows, (query.sort, query.order), query.offset + query.limit), query, matched)


def _grouping(wanted: Wanted) -> Field | None:
    return next((field for field in GROUPED if field in wanted), None)


def _mask(connections: Connections, query: ConnectionsQuery, wanted: Wanted, rows: AnyRows | slice) -> Flags:
    passes = passing(connections, wanted, rows)
    return passes & found(connections, query.search, rows) if query.search else passes


def _page(rows: AnyRows, query: ConnectionsQuery, matched: int) -> Selection:
    return Selection(rows[query.offset : query.offset + query.limit].astype(np.intp), matched)
