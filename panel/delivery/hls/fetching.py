"""Whether an HLS player gets its segments as fast as it plays them."""

from panel.delivery.hls.answer import Answer


class FetchingPace:
    """Time passes for a player while it fetches segments, one or several at once; between fetches it has what it needs.

    Playlists count for nothing: they are small, and waited for.
    """

    def __init__(self) -> None:
        self._fetching: set[Answer] = set()
        self._since_s = 0.0
        self._fetched_s = 0.0
        self._late_s = 0.0

    def begun(self, answer: Answer, now_s: float) -> None:
        if not answer.duration_s:
            return
        if not self._fetching:
            self._since_s = now_s
            self._fetched_s = 0.0
        self._fetching.add(answer)

    def settled(self, answer: Answer, now_s: float) -> None:
        if answer not in self._fetching:
            return
        self._fetching.discard(answer)
        self._fetched_s += answer.received_s
        if not self._fetching:
            late_s = now_s - self._since_s - self._fetched_s
            # Fetches that were quick enough pay for none before them: what a player lacked, it lacked.
            self._late_s = self._late_s + late_s if late_s > 0 else 0.0

    def lag_s(self, now_s: float) -> float:
        """Return by how many seconds fetches took longer than what they gave lasts, those in a row added up."""
        if not self._fetching:
            return self._late_s
        got_s = self._fetched_s + sum(answer.received_s for answer in self._fetching)
        return self._late_s + max(0.0, now_s - self._since_s - got_s)
