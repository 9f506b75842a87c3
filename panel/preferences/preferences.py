"""The preferences in force, and how they are stored: one row each, by name, its value as JSON."""

from collections.abc import Callable, Mapping, Sequence

import orjson
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitoring.clock import Clock
from monitoring.contract.base import WireModel
from panel.changes import Changes
from panel.db.engine import Database
from panel.db.following import follow
from panel.db.revision import read_revisions
from panel.db.service_models import Preference
from panel.db.tables import PREFERENCES
from panel.delivery.policy import LimitPolicy
from panel.preferences.retention import HISTORY_DAYS, SAMPLES_DAYS, Retention
from panel.problems import ConflictError
from panel.settings import Settings

# What a setting stands above, where the environment or panel.toml has it.
FIXED_BY: Mapping[str, Sequence[str]] = {
    "history_days": ("sessions_days", "activity_days"),
    "limit_policy": ("limit_policy",),
}
Value = int | str | None


class Preferences(WireModel):
    """All of them; days as `Retention` has them."""

    sessions_days: int | None = HISTORY_DAYS
    samples_days: int | None = SAMPLES_DAYS
    activity_days: int | None = HISTORY_DAYS
    audit_days: int | None = None
    limit_policy: LimitPolicy = "refuse"

    @property
    def retention(self) -> Retention:
        return Retention(self.sessions_days, self.samples_days, self.activity_days, self.audit_days)


NAMES = frozenset(Preferences.model_fields)


class PreferenceBook:
    """Follows the database within a second. `fixed` names those that the environment or panel.toml sets."""

    def __init__(self, database: Database, clock: Clock, settings: Settings) -> None:
        self._database = database
        self._clock = clock
        self._revision: int | None = None
        self._watchers: list[Callable[[Preferences], None]] = []
        self._set = _set_by(settings)
        self.fixed = frozenset(self._set)
        self.now = Preferences.model_validate(self._set)

    def watch(self, changed: Callable[[Preferences], None]) -> None:
        """Call `changed` on the event loop with what is in force after each change."""
        self._watchers.append(changed)

    def retention(self) -> Retention:
        """Return how long what is on record is kept, as of now."""
        return self.now.retention

    async def refresh(self) -> bool:
        """Read again if something changed, and return whether it did. Raises what the database raises."""
        async with self._database.begin() as connection:
            revision = (await read_revisions(connection))["settings"]
            if revision == self._revision:
                return False
            stored = await _stored(connection)
        self._revision = revision
        self.now = Preferences.model_validate(stored | self._set)
        for changed in self._watchers:
            changed(self.now)
        return True

    async def run(self) -> None:
        """Follow the database for ever; while it is away everything stays as it is."""
        await follow("settings", self.refresh, self._clock)

    async def change(self, changes: Changes, values: Mapping[str, Value]) -> None:
        """Store new values by name. Raises ConflictError for one that the environment sets."""
        fixed = self.fixed & values.keys()
        if fixed:
            raise ConflictError("the environment or panel.toml sets this, and can alone change it", min(fixed))
        async with changes.begin("settings") as session:
            kept = await _stored(await session.connection()) | self._set
            for name, value in values.items():
                await session.merge(Preference(name=name, value=orjson.dumps(value).decode()))
            before, after = Preferences.model_validate(kept), Preferences.model_validate(kept | dict(values))
            changes.note("settings.changed", "of the service", before=before, after=after)
        await self.refresh()


def _set_by(settings: Settings) -> dict[str, Value]:
    found = [name for name in FIXED_BY if name in settings.model_fields_set]
    return {fixed: getattr(settings, name) for name in found for fixed in FIXED_BY[name]}


async def _stored(connection: AsyncConnection) -> dict[str, Value]:
    rows = await connection.execute(select(PREFERENCES.c.name, PREFERENCES.c.value))
    return {row.name: orjson.loads(row.value) for row in rows if row.name in NAMES}
