"""One reading of a collector, to see whether it works."""

import asyncio
from collections.abc import Sequence

from monitoring.clock import Clock
from monitoring.errors import CollectorError
from monitoring.model import Identity, Reading
from monitoring.ports import Directory
from panel.collectors.fact import CollectorFact
from panel.collectors.making import OwnedCollector

TRIAL_DEADLINE_S = 5.0
Listed = Sequence[tuple[Identity, int | None]]


async def try_collector(fact: CollectorFact, directory: Directory, clock: Clock) -> Listed:
    """Return who is connected there now and what each was sent, newest first. Raises CollectorError."""
    collector = OwnedCollector(fact, directory, clock)
    try:
        async with asyncio.timeout(TRIAL_DEADLINE_S):
            return _listed(await collector.read())
    except TimeoutError:
        raise CollectorError(f"no answer within {TRIAL_DEADLINE_S:g} s") from None
    finally:
        await collector.close()


def _listed(reading: Reading) -> Listed:
    pairs = zip(reading.keys.tolist(), reading.counted_bytes.tolist(), strict=True)
    return [(reading.identities[key], sent if sent >= 0 else None) for key, sent in pairs][::-1]
