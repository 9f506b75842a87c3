"""Which collectors are read: the gateway's, and those that operators have added."""

from collections.abc import Callable, Sequence

from monitoring.clock import Clock
from monitoring.ports import Collector, Directory
from panel.collectors.fact import CollectorFact
from panel.collectors.making import OwnedCollector
from panel.collectors.records import read_facts
from panel.db.engine import Database
from panel.db.following import follow
from panel.db.revision import read_revisions


class Roster:
    """Follows the database within a second and tells `use` of every change; what did not change goes on as it is."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        directory: Directory,
        built_in: Collector,
        use: Callable[[Sequence[Collector]], None],
    ) -> None:
        self._database = database
        self._clock = clock
        self._directory = directory
        self._built_in = built_in
        self._use = use
        self._revision: int | None = None
        self._added: dict[CollectorFact, OwnedCollector] = {}

    async def refresh(self) -> bool:
        """Read again if something changed, and return whether it did. Raises what the database raises."""
        async with self._database.begin() as connection:
            revision = (await read_revisions(connection))["collectors"]
            if revision == self._revision:
                return False
            facts = [fact for fact in await read_facts(connection) if fact.enabled]
        self._revision = revision
        before = self._added
        self._added = {fact: before.get(fact) or OwnedCollector(fact, self._directory, self._clock) for fact in facts}
        self._use([self._built_in, *self._added.values()])
        for fact in before.keys() - self._added.keys():
            await before[fact].close()
        return True

    def added(self, name: str) -> OwnedCollector | None:
        """Return the collector of that name that is read now; None where there is none, and for the built-in one."""
        return next((each for each in self._added.values() if each.name == name), None)

    async def run(self) -> None:
        """Follow the database for ever; while it is away everything stays as it is."""
        await follow("collectors", self.refresh, self._clock)

    async def close(self) -> None:
        """End the connections of all."""
        for collector in self._added.values():
            await collector.close()
        self._added = {}
