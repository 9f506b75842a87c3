"""Players that wait to hear whether a stream's source is there."""

import asyncio


class Waiters:
    """Futures that are settled together; each may be settled before by whoever no longer waits."""

    def __init__(self) -> None:
        self._futures: set[asyncio.Future[bool]] = set()

    def __bool__(self) -> bool:
        return bool(self._futures)

    def add(self) -> "asyncio.Future[bool]":
        waiter: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._futures.add(waiter)
        waiter.add_done_callback(self._futures.discard)
        return waiter

    def settle(self, *, online: bool) -> None:
        """Tell them all."""
        for waiter in tuple(self._futures):
            if not waiter.done():
                waiter.set_result(online)
