"""The highest bitrate between any two looks at a counter."""

# Chunks come several times a second; over less than this their rhythm is measured, not the bitrate.
SHORTEST_INTERVAL_S = 0.5


class Peak:
    """Looks that follow too closely on another are left out."""

    __slots__ = ("_bytes", "_looked_s", "bps")

    def __init__(self) -> None:
        self.bps: int | None = None
        """None until two looks were taken."""
        self._looked_s: float | None = None
        self._bytes = 0

    def look(self, now_s: float, counted_bytes: int) -> None:
        if self._looked_s is not None:
            interval_s = now_s - self._looked_s
            if interval_s < SHORTEST_INTERVAL_S:
                return
            bitrate_bps = round((counted_bytes - self._bytes) * 8 / interval_s)
            if self.bps is None or bitrate_bps > self.bps:
                self.bps = bitrate_bps
        self._looked_s = now_s
        self._bytes = counted_bytes

    def of_all(self, counted_bytes: int, duration_s: float) -> int | None:
        """Return the highest, or that of all the time a connection lasted: what it got before the first look counts."""
        if duration_s < SHORTEST_INTERVAL_S:
            return self.bps
        return max(self.bps or 0, round(counted_bytes * 8 / duration_s))
