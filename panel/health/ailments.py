"""When a source that is there counts as ailing, and when as well again: pure, time is an argument."""

from dataclasses import dataclass
from typing import Literal

Ailment = Literal["silence", "starvation", "errors"]

# What comes again within this goes on; longer without is a new beginning.
LULL_S = 5.0


@dataclass(frozen=True, slots=True)
class Patience:
    """Durations in seconds. Sources that send in bursts are silent in between: `silent_s` counts for those only that
    have nothing in store, `long_silent_s` for all."""

    silent_s: float = 4.0
    long_silent_s: float = 8.0
    persistent_s: float = 10.0
    clean_s: float = 30.0


PATIENCE = Patience()


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a source found: an error of the first priority since the last one or still, data slower than their
    own clock, and for how long there were none."""

    errored: bool
    starving: bool
    silent_s: float


class Hysteresis:
    """Errors and starvation count once they persist, silence at once; all is well only after a time without any."""

    def __init__(self, patience: Patience) -> None:
        self.ailment: Ailment | None = None
        self._patience = patience
        self._begun_s: float | None = None
        self._newest_s = 0.0

    def forget(self) -> None:
        """The source is lost, or another."""
        self.ailment = None
        self._begun_s = None

    def judge(self, now_s: float, look: Look) -> Ailment | None:
        """Return what the source ails from now; to be asked about once a second."""
        symptom = self._symptom(look)
        if symptom is None:
            if now_s - self._newest_s >= self._patience.clean_s:
                self.ailment = None
            return self.ailment
        if self._begun_s is None or now_s - self._newest_s > LULL_S:
            self._begun_s = now_s
        self._newest_s = now_s
        if symptom == "silence" or now_s - self._begun_s >= self._patience.persistent_s:
            self.ailment = symptom
        return self.ailment

    def _symptom(self, look: Look) -> Ailment | None:
        patience = self._patience
        if look.silent_s >= (patience.silent_s if look.starving else patience.long_silent_s):
            return "silence"
        if look.starving:
            return "starvation"
        return "errors" if look.errored else None
