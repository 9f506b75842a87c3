"""Many websocket clients in one lean loop, so that they cost less than what they measure.

`python -m tests.bench.wire.clients PORT CLIENTS [--deflate] [--asks FILE]`; prints `ready` once all have joined. For
each line it is sent, a JSON list of moments (CLOCK_MONOTONIC), it prints what came since each and before the next.
"""

import argparse
import json
import select
import socket
import sys
import time
from pathlib import Path

from tests.bench.wire.arrivals import Arrivals
from tests.bench.wire.websocket import Drain, join

BUFFER_BYTES = 262_144


class Clients:
    """All that have joined, and what came to them."""

    def __init__(self, count: int) -> None:
        self.arrivals = Arrivals(count)
        self._drains: dict[int, Drain] = {}
        self._poll = select.epoll()
        self._buffer = bytearray(BUFFER_BYTES)

    def add(self, drain: Drain) -> None:
        self._drains[drain.connection.fileno()] = drain
        self._poll.register(drain.connection, select.EPOLLIN)

    def listen_to(self, descriptor: int) -> None:
        """Have `take` tell when something can be read there."""
        self._poll.register(descriptor, select.EPOLLIN)

    def take(self, wait_s: float) -> bool:
        """Take what has come; tell whether anybody but the clients has something to say."""
        others = False
        for descriptor, _ in self._poll.poll(wait_s):
            drain = self._drains.get(descriptor)
            if drain is None:
                others = True
            else:
                self._drain(drain)
        return others

    def _drain(self, drain: Drain) -> None:
        try:
            count = drain.connection.recv_into(self._buffer)
            if not count:
                raise SystemExit(f"the server ended client {drain.number}")
            ended = drain.feed(memoryview(self._buffer)[:count])
        except ConnectionError as error:
            raise SystemExit(f"the server ended client {drain.number}") from error
        if ended:
            self.arrivals.add(time.monotonic(), drain.number, count)
        else:
            self.arrivals.add_bytes(drain.number, count)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("clients", type=int)
    parser.add_argument("--deflate", action="store_true")
    parser.add_argument("--asks", type=Path, help="JSON: for each client, the messages it sends once it has joined")
    options = parser.parse_args()
    asks = json.loads(options.asks.read_text()) if options.asks else [[]] * options.clients
    clients = Clients(options.clients)
    for number in range(options.clients):
        connection = socket.create_connection(("127.0.0.1", options.port))
        clients.add(join(connection, number, deflate=options.deflate, asks=asks[number]))
        # Whoever came first must not wait, and be taken for dead, until the last is there.
        clients.take(0)
    print("ready", flush=True)
    clients.listen_to(sys.stdin.fileno())
    while True:
        if clients.take(-1):
            line = sys.stdin.readline()
            if not line:
                return
            print(json.dumps(clients.arrivals.since(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
