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


def run(drains: dict[int, Drain], arrivals: Arrivals) -> None:
    """Take what comes until the input ends."""
    poll = select.epoll()
    poll.register(sys.stdin.fileno(), select.EPOLLIN)
    for descriptor in drains:
        poll.register(descriptor, select.EPOLLIN)
    buffer = bytearray(BUFFER_BYTES)
    view = memoryview(buffer)
    while True:
        for descriptor, _ in poll.poll():
            drain = drains.get(descriptor)
            if drain is None:
                line = sys.stdin.readline()
                if not line:
                    return
                print(json.dumps(arrivals.since(json.loads(line))), flush=True)
                continue
            try:
                count = drain.connection.recv_into(buffer)
            except ConnectionError:
                count = 0
            if not count:
                raise SystemExit("the server ended a client")
            if drain.feed(view[:count]):
                arrivals.add(time.monotonic(), drain.number, count)
            else:
                arrivals.add_bytes(drain.number, count)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("clients", type=int)
    parser.add_argument("--deflate", action="store_true")
    parser.add_argument("--asks", type=Path, help="JSON: for each client, the messages it sends once it has joined")
    options = parser.parse_args()
    asks = json.loads(options.asks.read_text()) if options.asks else [[]] * options.clients
    drains: dict[int, Drain] = {}
    for number in range(options.clients):
        connection = socket.create_connection(("127.0.0.1", options.port))
        drain = join(connection, number, deflate=options.deflate, asks=asks[number])
        drains[connection.fileno()] = drain
    print("ready", flush=True)
    run(drains, Arrivals(options.clients))


if __name__ == "__main__":
    main()
