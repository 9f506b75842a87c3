"""A sampler in surroundings of a test's own, one call a tick."""

from monitoring.sampler import Sampler
from monitoring.snapshot import Snapshot
from tests.fakes.boards import Surroundings
from tests.fakes.clock import ManualClock
from tests.fakes.collector import FakeCollector


class Observatory:
    """`after(seconds)` lets time pass and returns the snapshot of a tick then."""

    def __init__(self, *collectors: str) -> None:
        self.clock = ManualClock()
        self.around = Surroundings(
            self.clock, collectors=[FakeCollector(self.clock, name=name) for name in collectors or ("gateway",)]
        )
        self.sampler: Sampler = self.around.sampler()

    @property
    def gateway(self) -> FakeCollector:
        return self.around.gateway

    async def after(self, seconds: float = 0.0) -> Snapshot:
        self.clock.jump(seconds)
        return await self.sampler.tick()
