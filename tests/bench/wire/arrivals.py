"""When messages came to which client, and how long after a tick began."""

from collections.abc import Sequence


class Arrivals:
    """Every moment at which a whole message was there, with the bytes read until then."""

    def __init__(self, clients: int) -> None:
        self._moments: list[tuple[float, int, int]] = []
        self._unfinished = [0] * clients

    def add(self, at_s: float, client: int, count: int) -> None:
        """One or more messages ended with the bytes just read."""
        self._moments.append((at_s, client, count + self._unfinished[client]))
        self._unfinished[client] = 0

    def add_bytes(self, client: int, count: int) -> None:
        """Bytes were read that end no message."""
        self._unfinished[client] += count

    def since(self, begins_s: Sequence[float]) -> list[dict[str, list[float]]]:
        """Return what came after each of these moments and before the next.

        By client that anything came to: milliseconds to its last message in `lastMs`, and in `bytes` what it read.
        """
        outcome = []
        for begin_s, end_s in zip(begins_s, [*begins_s[1:], float("inf")], strict=True):
            last: dict[int, float] = {}
            received: dict[int, float] = {}
            for at_s, client, count in self._moments:
                if begin_s <= at_s < end_s:
                    last[client] = at_s
                    received[client] = received.get(client, 0) + count
            latencies_ms = [round((at_s - begin_s) * 1000, 3) for at_s in last.values()]
            outcome.append({"lastMs": latencies_ms, "bytes": list(received.values())})
        self._moments.clear()
        return outcome
