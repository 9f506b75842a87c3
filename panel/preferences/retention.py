"""How long what is on record is kept."""

from dataclasses import dataclass

HISTORY_DAYS = 30
SAMPLES_DAYS = 731


@dataclass(frozen=True, slots=True)
class Retention:
    """In days; None: for ever.

    `samples` are sums by the hour and the use of lines; those by the minute go after 30 days at the latest. `activity`
    of lines that come and go is also bounded by its number.
    """

    sessions_days: int | None = HISTORY_DAYS
    samples_days: int | None = SAMPLES_DAYS
    activity_days: int | None = HISTORY_DAYS
    audit_days: int | None = None
