"""Numbers for what sessions have in common: who watched, from where and with what, and what the stream was called."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

import orjson
from sqlalchemy import Connection, Table, bindparam, case
from sqlalchemy.dialects import postgresql, sqlite

from panel.db.bulk import Bulk, Lookup, RawRow
from panel.db.engine import Database
from panel.db.session_tables import DIGEST_BYTES

REMEMBERED = 100_000
AT_ONCE = 500


class Origin(NamedTuple):
    """A row of `session_origins`."""

    username: str | None
    protocol: str
    collector: str
    address: str | None
    country_code: str | None
    country: str | None
    city: str | None
    isp: str | None
    asn: int | None
    user_agent: str | None


class Title(NamedTuple):
    """A row of `session_titles`."""

    stream_name: str | None
    stream_type: str | None


def digest_of(row: Origin | Title) -> bytes:
    """Return what a row is found by: BLAKE2b (RFC 7693) of its JSON array."""
    return blake2b(orjson.dumps(tuple(row)), digest_size=DIGEST_BYTES).digest()


class Interned:
    """Numbers of the rows of one table; what a transaction learns is forgotten by the next one unless settled."""

    def __init__(self, database: Database, table: Table) -> None:
        self._numbers: dict[bytes, tuple[int, int]] = {}
        self._learnt: dict[bytes, tuple[int, int]] = {}
        new = (sqlite.insert if database.is_sqlite else postgresql.insert)(table)
        later = case((new.excluded.used_day > table.c.used_day, new.excluded.used_day), else_=table.c.used_day)
        names = [column.name for column in table.columns if column.name != "id"]
        new = new.values({name: bindparam(name) for name in names})
        touching = new.on_conflict_do_update(index_elements=["digest"], set_={"used_day": later})
        self._touch = Bulk(touching, database.dialect, names)
        columns = (table.c.digest, table.c.id, table.c.used_day)
        self._find = Lookup(table.c.digest, columns, database.dialect)

    def learn(self, connection: Connection, used: Iterable[tuple[Origin | Title, int]]) -> None:
        """Give each row a number, and note the UTC day on which it is used. Raises what the database raises."""
        self._learnt = {}
        wanted: dict[bytes, RawRow] = {}
        for row, day in used:
            digest = digest_of(row)
            if self._numbers.get(digest, (0, -1))[1] < day:
                wanted[digest] = (digest, day, *row)
        # In one order whoever writes, so that no two wait for each other.
        ordered = sorted(wanted)
        for begin in range(0, len(ordered), AT_ONCE):
            some = ordered[begin : begin + AT_ONCE]
            self._touch.run(connection, [wanted[digest] for digest in some])
            for digest, number, day in self._find.run(connection, some):
                self._learnt[digest] = (number, day)

    def number(self, row: Origin | Title) -> int:
        """Return the number of a row that was learnt. Raises KeyError."""
        digest = digest_of(row)
        return (self._learnt.get(digest) or self._numbers[digest])[0]

    def settle(self) -> None:
        """Remember what was learnt, once it is committed."""
        if len(self._numbers) > REMEMBERED:
            self._numbers.clear()
        self._numbers.update(self._learnt)
        self._learnt = {}
