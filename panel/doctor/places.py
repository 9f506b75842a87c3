"""The geo databases: whether there are any, and how old they are."""

from collections.abc import Iterator

from geo.database import DatabaseStatus
from monitoring.clock import Clock
from panel.doctor.finding import Finding, ok, warning
from panel.places import open_places
from panel.settings import Settings

OLD_DAYS = 60


def look_at_places(settings: Settings, clock: Clock) -> Iterator[Finding]:
    """Yield what there is to say of each geo database; the data directory must exist."""
    places = open_places(settings)
    places.reload_if_changed()
    for status in places.statuses(clock.now()):
        yield _finding(status)


def _finding(status: DatabaseStatus) -> Finding:
    check = f"geo {status.kind}"
    if not status.loaded:
        return warning(check, f"{status.error}: places stay unknown; fetch databases with panel geo update")
    what = f"{status.database_type}, {status.age_days} days old"
    if status.error is not None:
        return warning(check, f"{what}, but the file of now is not used: {status.error}")
    if status.age_days is not None and status.age_days > OLD_DAYS:
        return warning(check, f"{what}: fetch newer ones with panel geo update")
    return ok(check, what)
