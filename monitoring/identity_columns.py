"""Identities as columns, for collectors that watch more connections than Python objects can be made of in a tick."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from monitoring.contract.events import StreamType
from monitoring.model import Identity

T = TypeVar("T")

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
MICROSECONDS = 1_000_000
# Microseconds, where no time is known.
UNKNOWN_TIME = int(np.iinfo(np.int64).min)
UNKNOWN_LINE = -1


@dataclass(frozen=True, slots=True)
class Coded(Generic[T]):
    """A column: each row has the value at its code's place in `values`, which may hold more than is used."""

    values: Sequence[T]
    codes: NDArray[np.int32]

    @classmethod
    def each(cls, values: Sequence[T]) -> "Coded[T]":
        """Return a column of these values, one a row."""
        return cls(values, np.arange(len(values), dtype=np.int32))

    def value(self, row: int) -> T:
        """Return the value of a row."""
        value: T = self.values[int(self.codes[row])]
        return value


@dataclass(frozen=True, eq=False)
class IdentityColumns(Mapping[int, Identity]):
    """Identities by key, as columns: `key` is strictly increasing, everything else is parallel to them.

    `line_id` is `UNKNOWN_LINE` where nobody knows the line. `connected_at_us` are microseconds of the Unix epoch,
    `connected_us` monotonic ones, either `UNKNOWN_TIME` where unknown.
    """

    key: NDArray[np.int64]
    id: Sequence[str]
    line_id: NDArray[np.int64]
    username: Coded[str | None]
    stream_id: Coded[int | None]
    stream_name: Coded[str | None]
    stream_type: Coded[StreamType | None]
    protocol: Coded[str]
    address: Coded[str | None]
    user_agent: Coded[str | None]
    connected_at_us: NDArray[np.int64]
    connected_us: NDArray[np.int64]

    def __getitem__(self, key: int) -> Identity:
        row = int(np.searchsorted(self.key, key))
        if row == len(self.key) or self.key[row] != key:
            raise KeyError(key)
        line_id = int(self.line_id[row])
        at_us, since_us = int(self.connected_at_us[row]), int(self.connected_us[row])
        return Identity(
            id=self.id[row],
            line_id=None if line_id == UNKNOWN_LINE else line_id,
            username=self.username.value(row),
            stream_id=self.stream_id.value(row),
            stream_name=self.stream_name.value(row),
            stream_type=self.stream_type.value(row),
            protocol=self.protocol.value(row),
            address=self.address.value(row),
            user_agent=self.user_agent.value(row),
            connected_at=None if at_us == UNKNOWN_TIME else EPOCH + at_us * MICROSECOND,
            connected_monotonic_s=None if since_us == UNKNOWN_TIME else since_us / MICROSECONDS,
        )

    def __iter__(self) -> Iterator[int]:
        return iter(self.key.tolist())

    def __len__(self) -> int:
        return len(self.key)
