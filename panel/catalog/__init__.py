"""Lines, streams and categories in memory."""

from panel.catalog.facts import CategoryFact, LineFact, LineRules, RestartTriggers, StreamFact
from panel.catalog.memory import Catalog

__all__ = ["Catalog", "CategoryFact", "LineFact", "LineRules", "RestartTriggers", "StreamFact"]
