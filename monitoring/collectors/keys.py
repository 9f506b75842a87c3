"""Numbers for what a server names by text: given in order, kept while it is listed, never given again."""

from collections.abc import Collection

from monitoring.model import Identity


class KeyBook:
    """Keys of one server's connections, and who each of them is."""

    def __init__(self) -> None:
        self._last = 0
        self._keys: dict[str, int] = {}
        self._names: dict[int, str] = {}
        self._identities: dict[int, Identity] = {}

    def key(self, name: str) -> int:
        """Return the key of a name; a new one gets the next."""
        known = self._keys.get(name)
        if known is not None:
            return known
        self._last += 1
        self._keys[name] = self._last
        self._names[self._last] = name
        return self._last

    def identity(self, key: int) -> Identity | None:
        """Return who that is, if it was remembered."""
        return self._identities.get(key)

    def remember(self, key: int, identity: Identity) -> Identity:
        """Keep who that is, and return it."""
        self._identities[key] = identity
        return identity

    def forget_all_but(self, keys: Collection[int]) -> None:
        """Let go of names that are no longer listed; should one come back, it is a new connection."""
        for key in self._names.keys() - set(keys):
            del self._keys[self._names.pop(key)]
            self._identities.pop(key, None)
