"""Which lines are watching, and on how many devices, as of a snapshot."""

from collections.abc import Collection

from monitoring.snapshot import Snapshot
from panel.api.models.lines import LineDevices


def devices_of(snapshot: Snapshot | None, line_ids: Collection[int]) -> list[LineDevices]:
    """Return how many connections those of the lines have that are watching."""
    if snapshot is None or not line_ids:
        return []
    found = [(line_id, snapshot.groups.lines.of(line_id)) for line_id in line_ids]
    return [LineDevices(line_id=line_id, connections=count) for line_id, count in found if count > 0]
