"""How late the service comes to its work: what it cannot do in time, no viewer gets in time."""

from monitoring.clock import Clock

# Waking up takes a moment on any machine.
UNNOTICED_S = 0.1


class Punctuality:
    """Sleeps for whoever works at intervals, and notes by how much it overslept."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.held_up_s = 0.0
        """Seconds by which work was late, in all."""

    async def sleep(self, duration_s: float) -> None:
        due_s = self._clock.monotonic_s() + duration_s
        await self._clock.sleep(duration_s)
        late_s = self._clock.monotonic_s() - due_s
        if late_s > UNNOTICED_S:
            self.held_up_s += late_s
