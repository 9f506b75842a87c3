"""Which lines are watching, and on how many devices, as of a snapshot."""

from collections.abc import Collection

import numpy as np

from monitoring.snapshot import Snapshot
from panel.api.models.lines import LineDevices


def devices_of(snapshot: Snapshot | None, line_ids: Collection[int]) -> list[LineDevices]:
    """Return how many connections those of the lines have that are watching."""
    if snapshot is None or not line_ids:
        return []
    connections = snapshot.connections
    known = connections.interners.line
    counts = np.bincount(connections.identities.line[connections.active], minlength=len(known))
    codes = {line_id: known.find(line_id) for line_id in line_ids}
    found = [(line_id, int(counts[code])) for line_id, code in codes.items() if code is not None]
    return [LineDevices(line_id=line_id, connections=count) for line_id, count in found if count > 0]
