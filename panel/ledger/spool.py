"""What waits to be written, bounded: when full, beginnings give way first, then activities, then the oldest endings."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from panel.ledger.rows import SessionRecord, StoredRow

MAX_WAITING = 50_000
BATCH_ROWS = 500

Stored = Callable[[], None]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Ended:
    """A session's whole record and whom to tell once it is stored."""

    record: SessionRecord
    stored: Stored


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one transaction, by session id and by activity key."""

    opened: Mapping[str, SessionRecord]
    ended: Mapping[str, Ended]
    activities: Mapping[str, StoredRow]

    def __len__(self) -> int:
        return len(self.opened) + len(self.ended) + len(self.activities)

    def first_key(self) -> str:
        """Return a session's id or an activity's key. Raises StopIteration when the batch is empty."""
        return next(iter((*self.opened, *self.ended, *self.activities)))

    def singly(self) -> Sequence["Batch"]:
        """Return a batch for each row, in order."""
        return (
            *(Batch({key: record}, {}, {}) for key, record in self.opened.items()),
            *(Batch({}, {key: ended}, {}) for key, ended in self.ended.items()),
            *(Batch({}, {}, {key: row}) for key, row in self.activities.items()),
        )


class Spool:
    """Rows in order of arrival. A session's ending replaces its beginning where that was not written yet; where it goes
    on after all, the new beginning waits until the ending is written."""

    def __init__(self, max_waiting: int = MAX_WAITING) -> None:
        self._max_waiting = max_waiting
        self._opened: OrderedDict[str, SessionRecord] = OrderedDict()
        self._ended: OrderedDict[str, Ended] = OrderedDict()
        self._activities: OrderedDict[str, StoredRow] = OrderedDict()
        self.dropped = 0

    def __len__(self) -> int:
        return len(self._opened) + len(self._ended) + len(self._activities)

    def put_opened(self, session_id: str, record: SessionRecord) -> None:
        self._opened[session_id] = record
        self._make_room()

    def put_ended(self, session_id: str, ended: Ended) -> None:
        self._opened.pop(session_id, None)
        self._ended[session_id] = ended
        self._make_room()

    def put_activity(self, row: StoredRow) -> None:
        self._activities[str(row["key"])] = row
        self._make_room()

    def batch(self) -> Batch:
        """Return the oldest rows of each kind; they stay until `remove`."""
        opened = {key: record for key, record in _oldest(self._opened).items() if key not in self._ended}
        return Batch(opened, _oldest(self._ended), _oldest(self._activities))

    def remove(self, batch: Batch) -> None:
        """Take out what was written."""
        # Of what came meanwhile under the same key, nothing was written.
        for key, record in batch.opened.items():
            if self._opened.get(key) is record:
                del self._opened[key]
        for key, ended in batch.ended.items():
            if self._ended.get(key) is ended:
                del self._ended[key]
        for key in batch.activities:
            self._activities.pop(key, None)

    def _make_room(self) -> None:
        if len(self) <= self._max_waiting:
            return
        self.dropped += 1
        if self._opened:
            self._opened.popitem(last=False)
        elif self._activities:
            self._activities.popitem(last=False)
        else:
            # Whoever waits for this one is let go: it would otherwise hold its connection on screen for ever.
            self._ended.popitem(last=False)[1].stored()


def _oldest(waiting: OrderedDict[str, Item]) -> dict[str, Item]:
    return dict(islice(waiting.items(), BATCH_ROWS))
