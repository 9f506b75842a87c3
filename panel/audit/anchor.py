"""Where the chain begins once old entries were removed: the number and the hash of the last of them."""

from dataclasses import asdict, dataclass

import orjson
from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from panel.db.tables import AUDIT, PREFERENCES

GENESIS = "0" * 64
SHORTENED = "audit.shortened"
_NAME = "audit_anchor"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The entry before the first that is there; of a whole chain no entry, and `GENESIS`."""

    number: int = 0
    hash: str = GENESIS


async def read_anchor(connection: AsyncConnection) -> Anchor:
    """Return the anchor of the chain as it is."""
    found = (await connection.execute(select(PREFERENCES.c.value).where(PREFERENCES.c.name == _NAME))).scalar()
    return Anchor() if found is None else Anchor(**orjson.loads(found))


async def told_up_to(connection: AsyncConnection) -> int:
    """Return up to which entry the chain itself says that entries were removed; 0 where it says nothing."""
    newest = select(AUDIT.c.changes).where(AUDIT.c.kind == SHORTENED).order_by(AUDIT.c.id.desc()).limit(1)
    changes = (await connection.execute(newest)).scalar()
    return 0 if changes is None else int(orjson.loads(changes)["lastRemoved"][1])


async def keep_anchor(connection: AsyncConnection, anchor: Anchor) -> None:
    """Put an anchor in place of the one there is, within the caller's transaction."""
    await connection.execute(delete(PREFERENCES).where(PREFERENCES.c.name == _NAME))
    value = orjson.dumps(asdict(anchor)).decode()
    await connection.execute(insert(PREFERENCES).values(name=_NAME, value=value))
