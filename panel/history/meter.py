"""What was stored of lines with a quota, told to it; and what comes of that, told to the operators."""

from collections.abc import Mapping

from panel.changes import Journal
from panel.db.engine import Database
from panel.history.line_use import bytes_of_month
from panel.history.quotas import Quotas


class Meter:
    """Belongs to whoever writes: between what it learns and what it adds nothing may be stored."""

    def __init__(self, database: Database, quotas: Quotas, journal: Journal) -> None:
        self.quotas = quotas
        self._database = database
        self._journal = journal

    async def learn(self, day: int) -> None:
        """Read what lines have used that have got a quota. Raises what the database raises."""
        unknown = self.quotas.unknown()
        if unknown:
            self.quotas.learn(await bytes_of_month(self._database, unknown, day), day)

    def add(self, sent_bytes: Mapping[tuple[int, int], int]) -> None:
        """Count what was stored, by line and day."""
        for news in self.quotas.add(sent_bytes):
            self._journal.record(news.kind, None, news.username, news.message)
