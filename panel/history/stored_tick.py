"""One tick as it is stored for an hour: the shares of all dimensions in one compressed array."""

import zlib
from collections.abc import Sequence

import numpy as np

from monitoring.rates import UNKNOWN_RATE, Ints
from monitoring.shares import Share
from panel.history.dimensions import Dimension

_ROW = np.dtype([("dimension", "u1"), ("key", "<i8"), ("bps", "<i8"), ("connections", "<i4")])
_LEVEL = 1

Part = tuple[Dimension, int, Share]


def encode(parts: Sequence[Part]) -> bytes:
    """Return the shares, zlib-compressed (RFC 1950)."""
    rows = [
        (dimension, key, UNKNOWN_RATE if share.bps is None else share.bps, share.connections)
        for dimension, key, share in parts
    ]
    return zlib.compress(np.array(rows, _ROW).tobytes(), _LEVEL)


def decode_rates(stored: bytes, wanted: Dimension) -> tuple[Ints, Ints]:
    """Return one dimension's keys and bandwidths (bit/s), those without a bandwidth left out."""
    rows = np.frombuffer(zlib.decompress(stored), _ROW)
    rows = rows[(rows["dimension"] == wanted) & (rows["bps"] != UNKNOWN_RATE)]
    return rows["key"].astype(np.int64), rows["bps"].astype(np.int64)


def decode(stored: bytes, wanted: Dimension) -> dict[int, Share]:
    """Return one dimension's shares by key."""
    rows = np.frombuffer(zlib.decompress(stored), _ROW)
    rows = rows[rows["dimension"] == wanted]
    columns = (rows["key"].tolist(), rows["bps"].tolist(), rows["connections"].tolist())
    return {
        key: Share(connections, None if bps == UNKNOWN_RATE else bps)
        for key, bps, connections in zip(*columns, strict=True)
    }
