"""One view of the connections table, as a socket has chosen it."""

from monitoring.contract.requests import ConnectionsQuery


class View:
    """A query with a key that is quickly compared: equal queries have equal keys."""

    __slots__ = ("key", "query")

    def __init__(self, query: ConnectionsQuery) -> None:
        self.query = query
        self.key = query.model_dump_json(exclude_defaults=True)


FIRST_VIEW = View(ConnectionsQuery())
