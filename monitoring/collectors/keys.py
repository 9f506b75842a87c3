"""Numbers for what a server names by text: given in order, kept while it is listed, never given again."""

from collections.abc import Mapping, Sequence

import numpy as np

from monitoring.merging import contains
from monitoring.model import Identity
from monitoring.rates import Ints


class KeyBook:
    """Keys of one server's connections, and who each of them is."""

    def __init__(self) -> None:
        self._last = 0
        self._keys: dict[str, int] = {}
        self._names: dict[int, str] = {}
        self._identities: dict[int, Identity] = {}

    def keys(self, names: Sequence[str]) -> list[int | None]:
        """Return the key of each name, None for new ones."""
        return [*map(self._keys.get, names)]

    def remember(self, name: str, identity: Identity) -> int:
        """Return the key of a name; a new one gets the next, and is that of `identity`."""
        known = self._keys.get(name)
        if known is not None:
            return known
        self._last += 1
        self._keys[name] = self._last
        self._names[self._last] = name
        self._identities[self._last] = identity
        return self._last

    def forget_all_but(self, keys: Ints) -> None:
        """Let go of names that are no longer listed; should one come back, it is a new connection. `keys` increase."""
        if len(keys) == len(self._names):
            return
        known = np.fromiter(self._names, np.int64, len(self._names))
        for key in known[~contains(keys, known)].tolist():
            del self._keys[self._names.pop(key)]
            del self._identities[key]

    def identities(self) -> Mapping[int, Identity]:
        """Return who all of them are, as of now."""
        return dict(self._identities)
