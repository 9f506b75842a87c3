"""SIGTERM and SIGINT: before serving they end the process at once, while serving uvicorn drains first."""

import signal
from types import FrameType, TracebackType
from typing import Self

SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Departure:
    """Holds the signal handlers while inside.

    uvicorn raises a signal it caught once more when it has stopped; with the default handler that would end the
    process before the ledger and the database are closed.
    """

    def __init__(self) -> None:
        self.serving = False

    def __enter__(self) -> Self:
        self._previous = {number: signal.signal(number, self._handle) for number in SIGNALS}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._previous.items():
            signal.signal(number, handler)

    def _handle(self, number: int, _frame: FrameType | None) -> None:
        if not self.serving:
            raise SystemExit(128 + number)
