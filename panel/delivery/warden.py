"""Ends connections of lines that may no longer watch as they do."""

from monitoring.clock import Clock
from panel.catalog import LineFact
from panel.delivery.admission import Admission
from panel.delivery.catalog_port import PlayerCatalog
from panel.delivery.connection import OpenConnection
from panel.delivery.device import Device
from panel.delivery.quota_port import LineQuotas
from panel.delivery.registry import Registry
from panel.delivery.rules import RuleBook
from panel.delivery.standing import end_reason, expired
from panel.sessions import EndReason


class Warden:
    """Looks at those who watch whenever the catalog changed, when a line expires, and when its quota is used up."""

    def __init__(
        self,
        catalog: PlayerCatalog,
        registry: Registry,
        admission: Admission,
        rules: RuleBook,
        quotas: LineQuotas,
        clock: Clock,
    ) -> None:
        self._catalog = catalog
        self._registry = registry
        self._admission = admission
        self._rules = rules
        self._quotas = quotas
        quotas.watch(self._end_unwelcome)
        self._clock = clock

    def end_expired(self) -> None:
        """End the connections of lines whose time is up."""
        now = self._clock.now()
        for line_id in self._registry.lines():
            line = self._catalog.line(line_id)
            if line is not None and expired(line, now):
                self._end_unwelcome(line_id)

    def end_unwelcome(self) -> None:
        """End every connection that would not be admitted now."""
        for line_id in self._registry.lines():
            self._end_unwelcome(line_id)

    def _end_unwelcome(self, line_id: int) -> None:
        now = self._clock.now()
        line = self._catalog.line(line_id)
        over_quota: EndReason | None = "limit" if self._quotas.exhausted(line_id) else None
        for connection in self._registry.of_line(line_id):
            reason = end_reason(connection.line, line, now) or self._broken_rule(connection, line) or over_quota
            if reason is not None:
                connection.end(reason)
        if line is not None:
            self._admission.evict_surplus(line)

    def _broken_rule(self, connection: OpenConnection, line: LineFact | None) -> EndReason | None:
        identity = connection.identity
        stream = self._catalog.stream(identity.stream_id or 0)
        if line is None:
            return None
        if stream is not None and not self._catalog.line_may_play(line, stream):
            return "rule"
        return "rule" if self._rules.broken(line.rules, Device(identity.address, identity.user_agent)) else None
