"""Viewers of one server, drained by one loop: `python -m tests.bench.delivery.readers PORT VIEWERS SETTLE_S WINDOW_S`.

Prints `begin` when all are there and have settled, and what they received from then on when the time is over.
"""

import json
import select
import socket
import sys
import time

# TCP throws away what is read with MSG_TRUNC instead of copying it (tcp(7)): the cores are the senders'.
DISCARD = memoryview(bytearray(1 << 20))
CONNECT_LIMIT_S = 60.0


class Readers:
    """Counts bytes by viewer."""

    def __init__(self, port: int, viewers: int) -> None:
        self._epoll = select.epoll()
        self._connections: dict[int, socket.socket] = {}
        self._received_bytes: dict[int, int] = {}
        for number in range(viewers):
            self._connect(port, f"/live/viewer{number}/secret/1.ts")
            self._drain(0)

    def run(self, settle_s: float, window_s: float) -> dict[str, float]:
        """Return the window's length, the bytes of all viewers in it, and those of the slowest."""
        self._wait_for_all()
        self._drain_for(settle_s)
        before = dict(self._received_bytes)
        print("begin", flush=True)
        took_s = self._drain_for(window_s)
        received = [count - before[viewer] for viewer, count in self._received_bytes.items()]
        return {"windowS": took_s, "receivedBytes": sum(received), "slowestBytes": min(received)}

    def _connect(self, port: int, path: str) -> None:
        connection = socket.create_connection(("127.0.0.1", port), timeout=CONNECT_LIMIT_S)
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: bench\r\nUser-Agent: bench/1\r\n\r\n".encode())
        connection.setblocking(False)
        self._connections[connection.fileno()] = connection
        self._received_bytes[connection.fileno()] = 0
        self._epoll.register(connection, select.EPOLLIN)

    def _wait_for_all(self) -> None:
        until_s = time.monotonic() + CONNECT_LIMIT_S
        while not all(self._received_bytes.values()):
            if time.monotonic() > until_s:
                raise SystemExit("not every viewer is served")
            self._drain(0.05)

    def _drain_for(self, duration_s: float) -> float:
        began_s = time.monotonic()
        while (left_s := began_s + duration_s - time.monotonic()) > 0:
            self._drain(left_s)
        return time.monotonic() - began_s

    def _drain(self, timeout_s: float) -> None:
        for viewer, _ in self._epoll.poll(timeout_s):
            count = self._connections[viewer].recv_into(DISCARD, 0, socket.MSG_TRUNC)
            if not count:
                raise SystemExit("the server ended a viewer")
            self._received_bytes[viewer] += count


if __name__ == "__main__":
    readers = Readers(int(sys.argv[1]), int(sys.argv[2]))
    print(json.dumps(readers.run(float(sys.argv[3]), float(sys.argv[4]))), flush=True)
