"""One view of the connections table, as a socket has chosen it."""

from monitoring.contract.requests import ConnectionsQuery, ConnectionsSubscription


class View:
    """A query with a key that is quickly compared: equal queries have equal keys.

    `deltas` tells whether the socket would rather hear what became of the page it has.
    """

    __slots__ = ("deltas", "key", "query")

    def __init__(self, query: ConnectionsQuery) -> None:
        self.query = query
        self.deltas = isinstance(query, ConnectionsSubscription) and query.delta
        self.key = query.model_dump_json(exclude_defaults=True, exclude={"delta"})


FIRST_VIEW = View(ConnectionsQuery())
