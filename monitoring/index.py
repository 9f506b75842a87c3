"""Rows in order and rows by value, so that a page is a slice: made for what is looked at, and only for that."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np

from monitoring.columns import Connections
from monitoring.contract.events import SortOrder
from monitoring.contract.requests import ConnectionSort, ConnectionsQuery
from monitoring.filters import Field, group_numbers
from monitoring.merging import Rows
from monitoring.ordering import CHANGING, directed, radix_order, sort_keys
from monitoring.rates import Ints
from monitoring.roll import RowNumbers

Direction = tuple[ConnectionSort, SortOrder]
Grouping = tuple[Direction, Field]

# An order that is asked for so often at one moment is made, and from then on kept ready each tick.
WORTHWHILE = 2
# So many values a field may have for its rows to be kept together.
MOST_GROUPS = 1 << 16


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows of one page, in order, and how many rows matched before paging."""

    rows: Rows
    matched: int


@dataclass(frozen=True, slots=True)
class Grouped:
    """All rows by the value of a field, in order within each; `begins` says where each value's rows begin."""

    rows: RowNumbers
    begins: Ints
    number_of: Callable[[object], int | None]

    def of(self, value: object) -> RowNumbers:
        """Return the rows with this value, in order."""
        number = self.number_of(value)
        if number is None or number >= len(self.begins) - 1:
            return self.rows[:0]
        return self.rows[self.begins[number] : self.begins[number + 1]]


class Index:
    """The orders, groupings and pages of one moment. Any thread may ask; at worst a thing is made twice.

    `asked` are the queries that somebody looked at; `pages` also holds those that were made ahead.
    """

    def __init__(self, connections: Connections) -> None:
        self.connections = connections
        self.asked: dict[ConnectionsQuery, None] = {}
        self.pages: dict[ConnectionsQuery, Selection] = {}
        self._newest = int(connections.identities.ordinal[connections.live].max(initial=0))
        self._arrival: RowNumbers | None = None
        self._orders: dict[Direction, RowNumbers] = {}
        self._groups: dict[Grouping, Grouped | None] = {}
        self._orders_asked: Counter[Direction] = Counter()
        self._groups_asked: Counter[Grouping] = Counter()

    def order(self, direction: Direction) -> RowNumbers | None:
        """Return all live rows in an order; None where that was not worth making yet."""
        self._orders_asked[direction] += 1
        if direction not in self._orders and self._orders_asked[direction] >= WORTHWHILE:
            self._orders[direction] = self._ordered(direction, None)
        return self._orders.get(direction)

    def group(self, direction: Direction, field: Field) -> Grouped | None:
        """Return all live rows by the value of a field, ordered; None where that was not worth making yet."""
        grouping = (direction, field)
        self._groups_asked[grouping] += 1
        if grouping not in self._groups and self._groups_asked[grouping] >= WORTHWHILE:
            self._orders.setdefault(direction, self._ordered(direction, None))
            self._groups[grouping] = self._grouped(direction, field)
        return self._groups.get(grouping)

    def prepare(self, directions: Collection[Direction], groupings: Collection[Grouping], before: "Index") -> None:
        """Make these ahead; what is in order in the index of a moment `before` is not ordered again."""
        same_rows = before if before.connections.moves == self.connections.moves else None
        for direction in {*directions, *(direction for direction, _ in groupings)}:
            self._orders[direction] = self._ordered(direction, same_rows)
        for direction, field in groupings:
            self._groups[direction, field] = self._grouped(direction, field)

    def _ordered(self, direction: Direction, before: "Index | None") -> RowNumbers:
        sort, order = direction
        earlier = None if before is None or sort in CHANGING else before._orders.get(direction)
        if before is None or earlier is None:
            rows = self._by_arrival(before)
            return rows[radix_order(directed(sort_keys(self.connections, sort, rows), order))]
        # All but the new ones are in order already, which this sort makes use of.
        rows = np.concatenate((earlier[self.connections.live[earlier]], self._since(before)))
        return rows[np.argsort(directed(sort_keys(self.connections, sort, rows), order), kind="stable")]

    def _by_arrival(self, before: "Index | None") -> RowNumbers:
        if self._arrival is None:
            live, ordinal = self.connections.live, self.connections.identities.ordinal
            earlier = None if before is None else before._arrival
            if before is None or earlier is None:
                rows = np.flatnonzero(live).astype(np.int32)
                self._arrival = rows[radix_order(ordinal[rows] - ordinal[rows].min(initial=self._newest))]
            else:
                self._arrival = np.concatenate((earlier[live[earlier]], self._since(before)))
        return self._arrival

    def _since(self, before: "Index") -> RowNumbers:
        """Return the rows that were opened since, in that order."""
        live, ordinal = self.connections.live, self.connections.identities.ordinal
        rows = np.flatnonzero(live & (ordinal > before._newest)).astype(np.int32)
        return rows[np.argsort(ordinal[rows])]

    def _grouped(self, direction: Direction, field: Field) -> Grouped | None:
        ordered = self._orders[direction]
        numbers, number_of = group_numbers(self.connections, field)
        if int(numbers.max(initial=0)) >= MOST_GROUPS:
            return None
        narrow = numbers.astype(np.uint16)[ordered]
        rows = ordered[np.argsort(narrow, kind="stable")]
        return Grouped(rows, np.concatenate(([0], np.cumsum(np.bincount(narrow)))), number_of)
