"""Rows in order and rows by value, so that a page is a slice: made for what is looked at, and only for that."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import numpy as np

from monitoring.columns import Connections
from monitoring.contract.requests import ConnectionsQuery
from monitoring.filters import Field, Value, group_numbers, passing
from monitoring.merging import Rows
from monitoring.ordering import CHANGING, AnyRows, Direction, directed, first_rows, radix_order, sort_keys
from monitoring.rates import Ints
from monitoring.roll import RowNumbers

Grouping = tuple[Direction, Field]

# An order that is asked for so often at one moment is made, and from then on kept ready each tick.
WORTHWHILE = 2
# Of an order whose pages all lie within the first of so many parts, only their rows are ordered.
PARTS = 8
# Rows of at most so many values of a field are picked, those of more are all grouped.
FEW_VALUES = 4
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
        self._arrival: RowNumbers | None = None
        self._orders: dict[Direction, RowNumbers] = {}
        self._heads: dict[Direction, AnyRows] = {}
        self._groups: dict[Grouping, Grouped | None] = {}
        self._picked: dict[tuple[Grouping, Value], AnyRows] = {}
        self._orders_asked: Counter[Direction] = Counter()
        self._groups_asked: Counter[Grouping] = Counter()

    def order(self, direction: Direction, end: int) -> AnyRows | None:
        """Return live rows in an order, at least the first `end`; None where that was not worth making yet."""
        head = self._heads.get(direction)
        if head is not None and end <= len(head):
            return head
        self._orders_asked[direction] += 1
        if direction not in self._orders and self._orders_asked[direction] >= WORTHWHILE:
            self._orders[direction] = self._ordered(direction, None)
        return self._orders.get(direction)

    def group(self, direction: Direction, field: Field, value: Value) -> AnyRows | None:
        """Return the live rows with a value of a field, in order; None where that was not worth making yet."""
        grouping = (direction, field)
        picked = self._picked.get((grouping, value))
        if picked is not None:
            return picked
        self._groups_asked[grouping] += 1
        if grouping not in self._groups and self._groups_asked[grouping] >= WORTHWHILE:
            self._orders.setdefault(direction, self._ordered(direction, None))
            self._groups[grouping] = self._grouped(direction, field)
        grouped = self._groups.get(grouping)
        return None if grouped is None else grouped.of(value)

    def prepare(
        self, ends: Mapping[Direction, int], groupings: Mapping[Grouping, Collection[Value]], before: "Index"
    ) -> None:
        """Make orders ahead, as far as their pages go, and groupings, for some values of a field.

        What is in order in the index of a moment `before` is not ordered again.
        """
        same_rows = before if before.connections.moves == self.connections.moves else None
        whole = {direction for direction, end in ends.items() if end * PARTS > len(self.connections)}
        many = {grouping for grouping, values in groupings.items() if len(values) > FEW_VALUES}
        for direction in whole | {direction for direction, _ in many}:
            self._orders[direction] = self._ordered(direction, same_rows)
        everybody = np.flatnonzero(self.connections.live)
        for direction in ends.keys() - whole:
            self._heads[direction] = first_rows(self.connections, everybody, direction, ends[direction])
        for direction, field in many:
            self._groups[direction, field] = self._grouped(direction, field)
        for grouping in groupings.keys() - many:
            for value in groupings[grouping]:
                self._picked[grouping, value] = self._with_value(grouping, value)

    def _with_value(self, grouping: Grouping, value: Value) -> AnyRows:
        direction, field = grouping
        rows = np.flatnonzero(passing(self.connections, {field: value}, slice(None)))
        return first_rows(self.connections, rows, direction, len(rows))

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
                self._arrival = rows[
                    radix_order(ordinal[rows] - ordinal[rows].min(initial=self.connections.last_ordinal))
                ]
            else:
                self._arrival = np.concatenate((earlier[live[earlier]], self._since(before)))
        return self._arrival

    def _since(self, before: "Index") -> RowNumbers:
        """Return the rows that were opened since, in that order."""
        live, ordinal = self.connections.live, self.connections.identities.ordinal
        rows = np.flatnonzero(live & (ordinal > before.connections.last_ordinal)).astype(np.int32)
        return rows[np.argsort(ordinal[rows])]

    def _grouped(self, direction: Direction, field: Field) -> Grouped | None:
        ordered = self._orders[direction]
        numbers, number_of = group_numbers(self.connections, field)
        if int(numbers.max(initial=0)) >= MOST_GROUPS:
            return None
        narrow = numbers.astype(np.uint16)[ordered]
        rows = ordered[np.argsort(narrow, kind="stable")]
        return Grouped(rows, np.concatenate(([0], np.cumsum(np.bincount(narrow)))), number_of)
