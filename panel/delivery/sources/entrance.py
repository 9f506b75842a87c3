"""Where a new source begins for viewers that were watching another."""

from panel.delivery.entry_points import EntryFinder


class Entrance:
    """Holds a source back until a picture that needs no other, but not for ever."""

    def __init__(self, wait_s: float) -> None:
        self._wait_s = wait_s
        self._entries = EntryFinder()
        self._asked_s: float | None = None

    def first(self, chunk: bytes, now_monotonic_s: float) -> bytes | None:
        """Return what to begin with: the tables, then `chunk` from its last key frame on; None while it has none.

        Sound alone begins anywhere; so does a source that marks no key frame within the time to wait.
        """
        if self._asked_s is None:
            self._asked_s = now_monotonic_s
        tables = self._entries.tables
        entry = self._entries.newest_entry(chunk)
        if entry is not None:
            return entry.tables + chunk[entry.offset_bytes :]
        if self._entries.is_audio or now_monotonic_s - self._asked_s >= self._wait_s:
            return tables + chunk
        return None
