"""All metrics of one service, and the text they are told in."""

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import choose_encoder
from prometheus_client.gc_collector import GCCollector
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

from monitoring.clock import Clock
from monitoring.manager import WebSocketManager
from monitoring.sampler import Sampler
from panel.ledger import Ledger
from panel.metrics.figures import Figures
from panel.metrics.loop_lag import LoopLag
from panel.metrics.requests import RequestCount


class Metrics:
    """Owns its registry, so that two services in one process do not count for each other."""

    def __init__(self, clock: Clock, sampler: Sampler, manager: WebSocketManager, ledger: Ledger) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(Figures(sampler, manager, ledger))
        self.loop_lag = LoopLag(clock, self._registry)
        self.requests = RequestCount(self._registry)
        ProcessCollector(registry=self._registry)
        PlatformCollector(registry=self._registry)
        GCCollector(registry=self._registry)

    def exposition(self, accept: str) -> tuple[bytes, str]:
        """Return the text and its media type: OpenMetrics 1.0 where `accept` prefers it, else Prometheus 0.0.4."""
        encode, media_type = choose_encoder(accept)
        return encode(self._registry), media_type
