"""The log of the Socket.IO library, which peers can write to: one line an event, no traceback, only so many."""

import logging
import sys
from collections import deque

from monitoring.clock import Clock

LINES_KEPT = 10
WITHIN_S = 10.0


class PeerNoise(logging.Filter):
    """Lets `LINES_KEPT` records pass in any `WITHIN_S` seconds, as a single printable line each.

    What the library logs is the text of peers (session ids, event names, malformed frames) or follows from it.
    """

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._passed_s: deque[float] = deque(maxlen=LINES_KEPT)

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.WARNING:
            return False
        now_s = self._clock.monotonic_s()
        if len(self._passed_s) == LINES_KEPT and now_s - self._passed_s[0] < WITHIN_S:
            return False
        self._passed_s.append(now_s)
        error = sys.exception() if record.exc_info else None
        cause = "" if error is None else f": {type(error).__name__}"
        record.msg = "".join(each if each.isprintable() else "?" for each in record.getMessage()[:200]) + cause
        record.args = None
        record.exc_info = None
        return True


def library_logger(clock: Clock) -> logging.Logger:
    """Return the logger to hand to the library."""
    logger = logging.getLogger("monitoring.socket.library")
    for earlier in list(logger.filters):
        logger.removeFilter(earlier)
    logger.addFilter(PeerNoise(clock))
    return logger
