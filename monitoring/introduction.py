"""Who the new connections of a reading are, whichever way its collector tells it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np

from monitoring.errors import CollectorError
from monitoring.identity_columns import (
    EPOCH,
    MICROSECOND,
    MICROSECONDS,
    UNKNOWN_LINE,
    UNKNOWN_TIME,
    Coded,
    IdentityColumns,
    T,
)
from monitoring.merging import Rows, contains
from monitoring.model import Identity
from monitoring.rates import Ints


def introduce(identities: Mapping[int, Identity], keys: Ints) -> IdentityColumns:
    """Return the identities of these keys, which increase; raise `CollectorError` where one of them is missing."""
    if isinstance(identities, IdentityColumns):
        return _picked(identities, keys)
    return columns_of(keys, [_identity(identities, key) for key in keys.tolist()])


def columns_of(keys: Ints, people: Sequence[Identity]) -> IdentityColumns:
    """Return the columns of these identities, parallel to `keys`. Times count to the microsecond."""
    return IdentityColumns(
        key=keys,
        id=[each.id for each in people],
        line_id=np.array([UNKNOWN_LINE if each.line_id is None else each.line_id for each in people], np.int64),
        username=Coded.each([each.username for each in people]),
        stream_id=Coded.each([each.stream_id for each in people]),
        stream_name=Coded.each([each.stream_name for each in people]),
        stream_type=Coded.each([each.stream_type for each in people]),
        protocol=Coded.each([each.protocol for each in people]),
        address=Coded.each([each.address for each in people]),
        user_agent=Coded.each([each.user_agent for each in people]),
        connected_at_us=np.array([_epoch_us(each.connected_at) for each in people], np.int64),
        connected_us=np.array([_monotonic_us(each.connected_monotonic_s) for each in people], np.int64),
    )


def _identity(identities: Mapping[int, Identity], key: int) -> Identity:
    try:
        return identities[key]
    except KeyError:
        raise CollectorError(f"the reading does not tell who connection {key} is") from None


def _picked(columns: IdentityColumns, keys: Ints) -> IdentityColumns:
    if np.array_equal(columns.key, keys):
        return columns
    missing = keys[~contains(columns.key, keys)]
    if len(missing):
        raise CollectorError(f"the reading does not tell who connection {int(missing[0])} is")
    rows = np.searchsorted(columns.key, keys)
    return IdentityColumns(
        key=keys,
        id=[columns.id[row] for row in rows.tolist()],
        line_id=columns.line_id[rows],
        username=_coded(columns.username, rows),
        stream_id=_coded(columns.stream_id, rows),
        stream_name=_coded(columns.stream_name, rows),
        stream_type=_coded(columns.stream_type, rows),
        protocol=_coded(columns.protocol, rows),
        address=_coded(columns.address, rows),
        user_agent=_coded(columns.user_agent, rows),
        connected_at_us=columns.connected_at_us[rows],
        connected_us=columns.connected_us[rows],
    )


def _coded(column: Coded[T], rows: Rows) -> Coded[T]:
    return Coded(column.values, column.codes[rows])


def _epoch_us(moment: datetime | None) -> int:
    return UNKNOWN_TIME if moment is None else (moment - EPOCH) // MICROSECOND


def _monotonic_us(moment_s: float | None) -> int:
    return UNKNOWN_TIME if moment_s is None else round(moment_s * MICROSECONDS)
