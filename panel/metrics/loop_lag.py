"""How long the event loop keeps others waiting."""

from prometheus_client import CollectorRegistry, Histogram

from monitoring.clock import Clock

PERIOD_S = 0.05
BUCKETS_S = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0)


class LoopLag:
    """Asks to be woken up twenty times a second, and keeps how much too late that was."""

    def __init__(self, clock: Clock, registry: CollectorRegistry) -> None:
        self._clock = clock
        self._lags = Histogram(
            "panel_event_loop_lag_seconds",
            "How much later than it was due a task ran, asked twenty times a second",
            registry=registry,
            buckets=BUCKETS_S,
        )

    async def run(self) -> None:
        """Measure for ever."""
        while True:
            due_s = self._clock.monotonic_s() + PERIOD_S
            await self._clock.sleep(PERIOD_S)
            self._lags.observe(max(0.0, self._clock.monotonic_s() - due_s))
