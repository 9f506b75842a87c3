"""A while in which what was lost may come back without a word."""

import asyncio
from collections.abc import Callable


class Grace:
    """At most one at a time."""

    def __init__(self) -> None:
        self._timer: asyncio.TimerHandle | None = None

    def __bool__(self) -> bool:
        """Whether it goes on."""
        return self._timer is not None

    def begin(self, duration_s: float, over: Callable[[], None]) -> None:
        """Call `over` unless `end` comes before."""

        def elapsed() -> None:
            self._timer = None
            over()

        self.end()
        self._timer = asyncio.get_running_loop().call_later(max(0.0, duration_s), elapsed)

    def end(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
