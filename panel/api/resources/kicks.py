"""All connections that pass a filter kicked at once."""

import asyncio
from collections import defaultdict

import numpy as np
from pydantic.alias_generators import to_camel

from monitoring.contract.requests import ConnectionsFilter
from monitoring.filters import matching
from monitoring.merging import Rows
from monitoring.model import Identity
from monitoring.snapshot import Snapshot
from panel.api.endpoint import Call, Endpoint, endpoint
from panel.api.errors import ApiError
from panel.api.models.kicks import KickAllAnswer, KickAllOrder
from panel.api.resources.live import newest
from panel.collectors.fact import GATEWAY
from panel.delivery.kick import KickOrder, KickTally
from panel.problems import InvalidInputError

# What may have come and gone since the operator looked.
MOST_OFF = 5
MOST_OFF_SHARE = 0.1


async def kick_all(call: Call[KickAllOrder]) -> KickAllAnswer:
    """End every connection that passes the filter; the audit has one entry with the filter and the number."""
    order, services = call.data, call.services
    snapshot = newest(services)
    rows = await asyncio.to_thread(_matching, snapshot, order.filter)
    _refuse_surprise(len(rows), order.expected)
    if not len(rows):
        return KickAllAnswer(matched=0, kicked=0, failed=0)
    ours, others = await asyncio.to_thread(_by_collector, snapshot, rows)
    if others and order.cooldown_s:
        raise InvalidInputError(f"{min(others)} is another server: nobody can be refused there", "cooldownS")
    actor = call.caller.name
    services.ledger.record("connections.kicked", actor, None, _told(actor, order, len(rows)))
    kick = KickOrder(actor, order.reason or None, order.cooldown_s, order.scope)
    together, seen = services.collected_kicks.together, snapshot.connections
    tallies: list[KickTally] = await asyncio.gather(
        services.gateway.kick_all(ours, kick),
        *(together.kick_all(collector, identities, seen) for collector, identities in others.items()),
    )
    return KickAllAnswer(
        matched=len(rows),
        kicked=sum(tally.cut for tally in tallies),
        failed=sum(tally.failed for tally in tallies),
    )


def _matching(snapshot: Snapshot, wanted: ConnectionsFilter) -> Rows:
    rows = matching(snapshot.connections, wanted)
    return rows[~snapshot.connections.ending[rows]]


def _by_collector(snapshot: Snapshot, rows: Rows) -> tuple[list[str], dict[str, list[Identity]]]:
    """Return the ids of the gateway's connections, and who the others are, by collector."""
    connections = snapshot.connections
    names, codes = connections.interners.collector.values, connections.identities.collector[rows]
    ours: list[str] = []
    others: defaultdict[str, list[Identity]] = defaultdict(list)
    for code in np.unique(codes).tolist():
        of_collector = rows[codes == code]
        if names[code] == GATEWAY:
            ours = connections.identities.id[of_collector].tolist()
        else:
            others[names[code]] = [connections.identity(row) for row in of_collector.tolist()]
    return ours, dict(others)


def _refuse_surprise(matched: int, expected: int) -> None:
    off = abs(matched - expected)
    if off > MOST_OFF and off > expected * MOST_OFF_SHARE:
        raise ApiError("conflict", f"{matched} connections match by now, not {expected}", "expected", matched=matched)


def _told(actor: str, order: KickAllOrder, count: int) -> str:
    """Return for example `anna kicked 31 connections (countryCode PT, atRisk true): maintenance`."""
    wanted = order.filter.model_dump(exclude_none=True, by_alias=False)
    filters = ", ".join(f"{to_camel(name)} {_shown(value)}" for name, value in wanted.items()) or "all"
    sentence = f"{actor} kicked {count} connections ({filters})"
    if order.reason:
        sentence += f": {order.reason}"
    return f"{sentence} (refused for {order.cooldown_s} s)" if order.cooldown_s else sentence


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


ROWS: tuple[Endpoint, ...] = (
    endpoint(
        "POST",
        "/api/v1/connections/kick",
        kick_all,
        role="operator",
        summary="Kick every connection that passes a filter",
        takes=KickAllOrder,
        gives=KickAllAnswer,
    ),
)
