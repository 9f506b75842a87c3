"""Clients that come and go, read slowly or not at all: `python -m tests.bench.wire.visitors PORT COUNT`.

Prints `ready` once all have joined; for each line it is sent, how often they joined and how often the server ended one.
"""

import json
import random
import select
import socket
import sys
import time
from dataclasses import dataclass, field

from tests.bench.wire.websocket import Drain, join

STEP_S = 0.1
SMALL_BUFFER_BYTES = 4096
STAY_S = (2.0, 20.0)
# By kind, how much is read at each step: all there is, two kilobytes a second, nothing.
READ_BYTES = {"passing": 1 << 20, "slow": 200, "deaf": 0}
ASK = '42["subscribe:connections",{"limit":100,"sort":"bitrateBps","delta":true}]'


@dataclass
class Visitor:
    """One after another in the same place; `draw` says how long those that pass stay."""

    port: int
    kind: str
    draw: random.Random
    joined: int = 0
    ended: int = 0
    drain: Drain | None = None
    leaves_s: float = field(default=0.0)

    def step(self, now_s: float) -> None:
        """Come, read, or go."""
        if self.drain is None:
            self._come(now_s)
        elif self.kind == "passing" and now_s >= self.leaves_s:
            self._go()
        else:
            self._read(self.drain)

    def _come(self, now_s: float) -> None:
        connection = socket.socket()
        if self.kind != "passing":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER_BYTES)
        connection.connect(("127.0.0.1", self.port))
        self.drain = join(connection, 0, deflate=self.draw.random() < 0.5, asks=[ASK])
        self.joined += 1
        self.leaves_s = now_s + self.draw.uniform(*STAY_S)

    def _read(self, drain: Drain) -> None:
        try:
            if is_over(drain.connection):
                raise ConnectionResetError
            if READ_BYTES[self.kind]:
                data = drain.connection.recv(READ_BYTES[self.kind])
                if not data:
                    raise ConnectionResetError
                drain.feed(memoryview(data))
        except BlockingIOError:
            return
        except ConnectionError:
            self.ended += 1
            self._go()

    def _go(self) -> None:
        if self.drain is not None:
            self.drain.connection.close()
            self.drain = None


def is_over(connection: socket.socket) -> bool:
    """Tell whether the far end has reset a connection, without reading from it."""
    poll = select.poll()
    poll.register(connection, 0)
    return bool(poll.poll(0))


def main() -> None:
    port, count = map(int, sys.argv[1:])
    draw, kinds = random.Random(1), list(READ_BYTES)
    visitors = [Visitor(port, kinds[number % len(kinds)], draw) for number in range(count)]
    for visitor in visitors:
        visitor.step(time.monotonic())
    print("ready", flush=True)
    while True:
        for visitor in visitors:
            visitor.step(time.monotonic())
        if select.select([sys.stdin], [], [], STEP_S)[0]:
            if not sys.stdin.readline():
                return
            told = {"joined": sum(each.joined for each in visitors), "ended": sum(each.ended for each in visitors)}
            print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
