"""What the product is made of, once composed: the API and the pages of the service work on this."""

from dataclasses import dataclass

from geo.lookup import PlaceLookup
from monitoring.clock import Clock
from monitoring.manager import WebSocketManager
from monitoring.ports import Past
from monitoring.sampler import Sampler
from panel.auth.access import Access
from panel.auth.operators import Operators
from panel.catalog import Catalog
from panel.collectors.kicks import CollectedKicks
from panel.collectors.roster import Roster
from panel.collectors.sessions import CollectedSessions
from panel.db.engine import Database
from panel.delivery.gateway import Gateway
from panel.guide.guide import Guide
from panel.health.keeper import HealthKeeper
from panel.history.breakdown import StoredBreakdown
from panel.ledger import Ledger
from panel.metrics.metrics import Metrics
from panel.moments.moments import Moments
from panel.preferences.preferences import PreferenceBook
from panel.settings import Settings
from panel.usage.book import UsageBook


@dataclass(frozen=True, slots=True)
class Services:
    """Every long-lived part, in the order in which they are opened."""

    settings: Settings
    preferences: PreferenceBook
    clock: Clock
    database: Database
    catalog: Catalog
    places: PlaceLookup
    ledger: Ledger
    access: Access
    operators: Operators
    usage: UsageBook
    gateway: Gateway
    health: HealthKeeper
    guide: Guide
    sampler: Sampler
    moments: Moments
    roster: Roster
    collected: CollectedSessions
    collected_kicks: CollectedKicks
    manager: WebSocketManager
    metrics: Metrics
    past: Past
    breakdown: StoredBreakdown
