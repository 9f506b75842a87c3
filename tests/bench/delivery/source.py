"""A source on loopback: gives every connection the same transport stream at 8 Mbit/s. Prints its port."""

import contextlib
import select
import socket
import time
from itertools import islice

from tests.fakes.mpegts import FRAME_RATE, TransportStream

BITRATE_BPS = 8_000_000
LOOP_S = 8
STEP_S = 0.013
MOST_BYTES = 65_800
HEAD = b"HTTP/1.0 200 OK\r\nContent-Type: video/mp2t\r\nConnection: close\r\n\r\n"


class Taker:
    """One connection and how much of the stream it was given."""

    def __init__(self, connection: socket.socket, began_s: float) -> None:
        self.connection = connection
        self.began_s = began_s
        self.given_bytes = 0


class Source:
    """Sends what is due every 13 ms. A connection that does not take it falls behind and catches up."""

    def __init__(self) -> None:
        programme = b"".join(islice(TransportStream(BITRATE_BPS).frames(), LOOP_S * FRAME_RATE))
        self._loop_bytes = len(programme)
        self._programme = memoryview(programme + programme[:MOST_BYTES])
        self._takers: dict[int, Taker] = {}
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=4096)
        self._listener.setblocking(False)
        self._arrivals = select.epoll()
        self._arrivals.register(self._listener, select.EPOLLIN)
        self.port: int = self._listener.getsockname()[1]

    def run(self) -> None:
        """Serve until killed."""
        due_s = time.monotonic()
        while True:
            due_s = max(due_s + STEP_S, time.monotonic())
            # Whoever arrives is let in even where giving takes longer than a step.
            while self._arrivals.poll(max(due_s - time.monotonic(), 0)):
                self._accept()
            for taker in tuple(self._takers.values()):
                self._give(taker, time.monotonic())

    def _accept(self) -> None:
        connection, _ = self._listener.accept()
        # Whoever listens here sends one small request first; that it was sent is enough.
        connection.recv(65_536)
        connection.sendall(HEAD)
        connection.setblocking(False)
        self._takers[connection.fileno()] = Taker(connection, time.monotonic())

    def _give(self, taker: Taker, now_s: float) -> None:
        due_bytes = int((now_s - taker.began_s) * BITRATE_BPS / 8) - taker.given_bytes
        at = taker.given_bytes % self._loop_bytes
        try:
            taker.given_bytes += taker.connection.send(self._programme[at : at + min(due_bytes, MOST_BYTES)])
        except BlockingIOError:
            return
        except OSError:
            del self._takers[taker.connection.fileno()]
            taker.connection.close()


if __name__ == "__main__":
    source = Source()
    print(source.port, flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        source.run()
