"""The record of sessions and activity: taken at once, written behind, never lost to a slow database."""

from panel.ledger.ledger import Ledger

__all__ = ["Ledger"]
