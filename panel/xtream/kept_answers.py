"""Lists that many players ask for are made once for each change of the catalog, beside the event loop."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable

import orjson

MAX_KEPT_BYTES = 64 * 1024 * 1024


class KeptAnswers:
    """JSON by key, the least used given up first; `forget` whenever what it was made of has changed."""

    def __init__(self, max_bytes: int = MAX_KEPT_BYTES) -> None:
        self._max_bytes = max_bytes
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._kept_bytes = 0
        self._changes = 0
        self._turn = asyncio.Lock()

    def forget(self) -> None:
        self._changes += 1
        self._kept.clear()
        self._kept_bytes = 0

    async def get(self, key: Hashable, make: Callable[[], object]) -> bytes:
        """Return the JSON of what `make` returns; one is made at a time, in a thread."""
        known = self._known(key)
        if known is not None:
            return known
        async with self._turn:
            known = self._known(key)
            if known is not None:
                return known
            changes = self._changes
            made = await asyncio.to_thread(lambda: orjson.dumps(make()))
            if changes == self._changes:
                self._keep(key, made)
            return made

    def _known(self, key: Hashable) -> bytes | None:
        known = self._kept.get(key)
        if known is not None:
            self._kept.move_to_end(key)
        return known

    def _keep(self, key: Hashable, made: bytes) -> None:
        if len(made) > self._max_bytes:
            return
        self._kept[key] = made
        self._kept_bytes += len(made)
        while self._kept_bytes > self._max_bytes:
            _, dropped = self._kept.popitem(last=False)
            self._kept_bytes -= len(dropped)
