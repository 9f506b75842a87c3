"""How many connections, clients and views the wire is measured with, and what each client asks for."""

import json
from dataclasses import dataclass
from itertools import product

from tests.bench.crowd import World

UNWANTED = ["stream:health", "geo:update", "presence:update", "activity:new"]
SORTS = ("connectedAt", "bitrateBps", "bytesTransferred", "username", "streamName")


@dataclass(frozen=True, slots=True)
class Scenario:
    """So many clients with so many distinct views; `deltas` also has them take deflated messages, as browsers do."""

    connections: int
    clients: int
    views: int
    rows: int = 50
    deltas: bool = True

    @property
    def client(self) -> str:
        return f"{self.rows} rows, {'deltas, deflated' if self.deltas else 'whole pages'}"


SCENARIOS = (
    Scenario(100_000, 1000, 500),
    Scenario(100_000, 5000, 500),
    Scenario(1_000_000, 1000, 900),
    Scenario(100_000, 1000, 500, rows=100, deltas=False),
)


def asks(scenario: Scenario) -> list[list[str]]:
    """Return, for each client, the messages it sends once it has joined."""
    countries = [None, *dict.fromkeys(place.country_code for place in World.places)]
    every = product(range(0, 2 * scenario.rows, scenario.rows), countries, SORTS, ("desc", "asc"))
    views = [
        {"offset": offset, "sort": sort, "order": order, "limit": scenario.rows, "delta": scenario.deltas}
        | ({"countryCode": country} if country else {})
        for offset, country, sort, order in every
    ][: scenario.views]
    unsubscribe = "42" + json.dumps(["unsubscribe", {"events": UNWANTED}])
    return [
        [unsubscribe, "42" + json.dumps(["subscribe:connections", views[number % len(views)]])]
        for number in range(scenario.clients)
    ]
