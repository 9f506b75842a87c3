"""Looks at a stream whose source is there: errored seconds for the record, ailments for the status."""

from monitoring.clock import Clock
from monitoring.model import StreamState
from monitoring.vitals import NO_SIGNAL, StreamSignal
from panel.catalog import RestartTriggers
from panel.delivery.analysis import Analyzer, Indicator
from panel.delivery.condition import Condition
from panel.delivery.signal import PRIORITY_1, errors_per_minute, signal_of
from panel.delivery.sources.restarts import RestartDue, Restarts
from panel.health.ailments import Ailment, Hysteresis, Look, Patience
from panel.health.book import HealthBook

SECOND_S = 1.0
# A look that comes a little early still ends a second.
EARLY_S = 0.1
# What a stream consists of is asked for so often, and at every error.
SIGNAL_S = 5.0


class Vigil:
    """One stream's; `look` is called about once a second or more often while its source is there."""

    def __init__(
        self, condition: Condition, analysis: Analyzer, health: HealthBook, clock: Clock, patience: Patience
    ) -> None:
        self._condition = condition
        self._analysis = analysis
        self._health = health
        self._clock = clock
        self._hysteresis = Hysteresis(patience)
        self._restarts = Restarts(clock)
        self._looked_s = self._data_s = clock.monotonic_s()
        self._signal: StreamSignal | None = None
        self._signal_s = self._looked_s
        self._errors = 0
        self._losses = 0

    @property
    def silent_s(self) -> float:
        """How long ago the newest data came."""
        return self._clock.monotonic_s() - self._data_s

    def begun(self) -> None:
        """The source is asked for anew."""
        self._restarts.begun()

    def arrived(self) -> None:
        """The source is there; what was wrong with the one before is not its fault."""
        now_s = self._clock.monotonic_s()
        if not self._condition.on_air:
            self._hysteresis.forget()
            self._looked_s = now_s
            self._count()
        self._data_s = now_s

    def received(self) -> None:
        """Data came."""
        self._restarts.received()
        self._data_s = self._clock.monotonic_s()

    def look(self) -> None:
        """Take a look if the last was a second ago."""
        now_s = self._clock.monotonic_s()
        passed_s = now_s - self._looked_s
        if passed_s < SECOND_S - EARLY_S:
            return
        self._looked_s = now_s
        errored, severe = self._count()
        if errored or now_s - self._signal_s >= SIGNAL_S:
            self._refresh()
        if errored:
            # Of a longer time nobody knows in which second it was.
            self._health.errored(self._condition.stream.id, min(passed_s, SECOND_S), severe=severe)
        silent_s = self.silent_s
        before = self._hysteresis.ailment
        ailment = self._hysteresis.judge(now_s, Look(errored, self._analysis.starving(now_s), silent_s))
        if ailment != before:
            self._condition.ail(ailment and self._words(ailment, now_s, silent_s))

    def restart_due(self, triggers: RestartTriggers) -> RestartDue | None:
        """Return what asks for a restart by itself now."""
        return self._restarts.due(triggers, self._analysis.errors(Indicator.CONTINUITY_COUNT_ERROR))

    def state(self) -> StreamState:
        """Return what is known of the stream now; of its contents, what was known at the last look or so."""
        if not self._condition.running:
            return self._condition.state()
        if self._signal is None:
            self._refresh()
        pace = self._analysis.pace(self._clock.monotonic_s())
        return self._condition.state(self._signal or NO_SIGNAL, None if pace is None else round(pace, 3))

    def _refresh(self) -> None:
        """Take what the analysis knows; one that says the same stays the same object."""
        now_s = self._clock.monotonic_s()
        signal = signal_of(self._analysis.report(now_s))
        self._signal_s = now_s
        if signal != self._signal:
            self._signal = signal

    def _count(self) -> tuple[bool, bool]:
        """Return whether there were errors of the first priority since the last time, or are, and severe ones."""
        standing = self._analysis.standing()
        errors = sum(self._analysis.errors(indicator) for indicator in PRIORITY_1)
        losses = self._analysis.errors(Indicator.TS_SYNC_LOSS)
        severe = losses > self._losses or Indicator.TS_SYNC_LOSS in standing
        errored = severe or errors > self._errors or not PRIORITY_1.isdisjoint(standing)
        self._errors, self._losses = errors, losses
        return errored, severe

    def _words(self, ailment: Ailment, now_s: float, silent_s: float) -> str:
        report = self._analysis.report(now_s)
        if ailment == "silence":
            return f"no data for {silent_s:.0f} s"
        if ailment == "starvation":
            return "data come too slowly" if report.pace is None else f"data come at {report.pace:.0%} of their pace"
        return f"{errors_per_minute(report)} errors of the first priority in a minute"
