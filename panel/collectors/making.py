"""A collector of each kind, made from what is known of it."""

from monitoring.clock import Clock
from monitoring.collectors.mediamtx import MediaMtxCollector, kick_path
from monitoring.model import Identity
from monitoring.ports import Directory
from panel.collectors.fact import CollectorFact
from panel.collectors.fetching import HttpFetch


class OwnedCollector:
    """Implements `monitoring.ports.Collector`, and owns the connections it is asked over."""

    def __init__(self, fact: CollectorFact, directory: Directory, clock: Clock) -> None:
        self.fact = fact
        self.name = fact.name
        self.kind: str = fact.kind
        self._fetch = HttpFetch(fact)
        self._inner = MediaMtxCollector(fact.name, self._fetch, directory, clock)
        self.read = self._inner.read

    async def kick(self, identity: Identity) -> bool:
        """Ask the server to end a connection; return whether it did. Raises CollectorError."""
        return await self._fetch.post(kick_path(identity))

    async def close(self) -> None:
        """End its connections."""
        await self._fetch.close()
