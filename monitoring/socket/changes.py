"""What became of a page since another: where its rows were, and which columns have other values."""

from collections.abc import Sequence

import numpy as np
import orjson

from monitoring.contract.events import ConnectionColumns
from monitoring.merging import Rows
from monitoring.socket.cells import UNKNOWN, Cells
from monitoring.socket.rows import ENDINGS, at_risk, cause_word

# Where a row of a page was in the page before; None: it is new.
Places = Sequence[int | None]
# The rows that were there before: where each is, and where it was. None: all are where they were.
Kept = Sequence[tuple[int, int]] | None

_NO_COLUMN = ConnectionColumns(
    duration=None, bytes_transferred=None, bitrate_bps=None, stale=None, at_risk=None, cause=None
)
NO_COLUMNS = _NO_COLUMN.model_dump_json().encode()


def new_rows(places: Places) -> Rows:
    """Return which rows of a page are new."""
    return np.array([number for number, place in enumerate(places) if place is None], np.intp)


def places_of(now: Cells, then: Cells) -> Places | None:
    """Return where each row of a page was in the page before; None where all are where they were."""
    ordinals, before = now.ordinal.tolist(), then.ordinal.tolist()
    if ordinals == before:
        return None
    found = {ordinal: place for place, ordinal in enumerate(before)}
    return [found.get(ordinal) for ordinal in ordinals]


def columns(now: Cells, then: Cells, places: Places | None) -> bytes:
    """Return `ConnectionColumns` as JSON: each that differs in a row that was there before, for all rows."""
    kept = None if places is None else [(row, place) for row, place in enumerate(places) if place is not None]
    if kept is not None and not kept:
        return NO_COLUMNS
    stale, causes = _endings(now.ending.tolist(), then.ending.tolist(), kept)
    return orjson.dumps(
        {
            "duration": _numbers(now.duration.tolist(), then.duration.tolist(), kept),
            "bytesTransferred": _numbers(now.sent_bytes.tolist(), then.sent_bytes.tolist(), kept),
            "bitrateBps": _numbers(now.bitrate_bps.tolist(), then.bitrate_bps.tolist(), kept),
            "stale": stale,
            "atRisk": None if causes is None else [at_risk(cause) for cause in causes],
            "cause": None if causes is None else [cause_word(cause) for cause in causes],
        }
    )


def _numbers(now: list[int], then: list[int], kept: Kept) -> list[int] | list[int | None] | None:
    if not _differ(now, then, kept):
        return None
    return [None if number == UNKNOWN else number for number in now] if UNKNOWN in now else now


def _endings(now: list[int], then: list[int], kept: Kept) -> tuple[list[bool] | None, list[int] | None]:
    """Return which rows are stale and their causes, None for each of both that has not changed."""
    if not _differ(now, then, kept):
        return None, None
    stale, were_stale = ([ENDINGS[each].stale for each in column] for column in (now, then))
    causes, were_causes = ([ENDINGS[each].cause for each in column] for column in (now, then))
    return (
        stale if _differ(stale, were_stale, kept) else None,
        causes if _differ(causes, were_causes, kept) else None,
    )


def _differ(now: Sequence[int], then: Sequence[int], kept: Kept) -> bool:
    return now != then if kept is None else any(now[row] != then[place] for row, place in kept)
