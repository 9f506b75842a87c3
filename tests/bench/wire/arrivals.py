"""When messages came to which client, and how long after a tick began."""

import statistics
from collections.abc import Sequence


class Arrivals:
    """Every moment at which a whole message was there, with the bytes read until then."""

    def __init__(self, clients: int) -> None:
        self._clients = clients
        self._moments: list[tuple[float, int, int]] = []
        self._unfinished = [0] * clients

    def add(self, at_s: float, client: int, count: int) -> None:
        """One or more messages ended with the bytes just read."""
        self._moments.append((at_s, client, count + self._unfinished[client]))
        self._unfinished[client] = 0

    def add_bytes(self, client: int, count: int) -> None:
        """Bytes were read that end no message."""
        self._unfinished[client] += count

    def since(self, begins_s: Sequence[float]) -> list[dict[str, float]]:
        """Return, for each of these moments, what came until the next: latencies to each client's last message, ms."""
        outcome = []
        for begin_s, end_s in zip(begins_s, [*begins_s[1:], float("inf")], strict=True):
            last: dict[int, float] = {}
            received = [0] * self._clients
            for at_s, client, count in self._moments:
                if begin_s <= at_s < end_s:
                    last[client] = at_s
                    received[client] += count
            outcome.append(_figures([at_s - begin_s for at_s in last.values()], received))
        self._moments.clear()
        return outcome


def _figures(latencies_s: Sequence[float], received: Sequence[int]) -> dict[str, float]:
    ordered = sorted(latencies_s) or [float("nan")]
    return {
        "clients": len(latencies_s),
        "medianMs": ordered[len(ordered) // 2] * 1000,
        "p99Ms": ordered[int(len(ordered) * 0.99)] * 1000,
        "lastMs": ordered[-1] * 1000,
        "bytesPerClient": statistics.mean(received),
    }
