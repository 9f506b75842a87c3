"""A bandwidth split in parts that sum to the whole, whatever is rounded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Series = list[int | None]


@dataclass(frozen=True, slots=True)
class Part:
    """One thing by its key in its dimension: its mean bandwidth (bit/s) in each stretch."""

    key: int
    bps: Series


@dataclass(frozen=True, slots=True)
class Split:
    """Means of stretches that begin at `timestamps` and are `step_s` long; None where nothing was measured.

    Ticks, of which `step_s` is None, are at the moment of the last in each stretch.
    """

    timestamps: list[datetime]
    step_s: int | None
    parts: list[Part]
    other: Series
    total: Series


def split(
    timestamps: list[datetime],
    step_s: int | None,
    measured: Ints,
    totals: Ints,
    parts: Sequence[tuple[int, Ints]],
) -> Split:
    """Return means of sums over ticks: `measured` of them in each stretch, `totals` of all, and those of each part.

    Each mean is what the running sum of the parts grows by, rounded, so that all of them add up to the total's mean.
    """
    ticks = np.maximum(measured, 1)
    running = np.zeros_like(totals)
    before = running
    means: list[tuple[int, Ints]] = []
    for key, sums in parts:
        running = running + sums
        rounded = _rounded(running, ticks)
        means.append((key, rounded - before))
        before = rounded
    # What a tick told of its parts while its total was not known is in the parts alone.
    whole = _rounded(np.maximum(totals, running), ticks)
    return Split(
        timestamps,
        step_s,
        [Part(key, _known(mean, measured)) for key, mean in means],
        _known(whole - before, measured),
        _known(whole, measured),
    )


def _rounded(sums: Ints, ticks: Ints) -> Ints:
    return (2 * sums + ticks) // (2 * ticks)


def _known(means: Ints, measured: Ints) -> Series:
    return [mean if ticks else None for mean, ticks in zip(means.tolist(), measured.tolist(), strict=True)]
