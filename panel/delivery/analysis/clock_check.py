"""PCR_repetition_error and PCR_discontinuity_indicator_error (ETSI TR 101 290, clause 5.2.2, numbers 2.3.a, 2.3.b).

How much time passes between two clock references is judged by the clock itself, unless it jumps: then by the number of
packets, which took as long as packets did of late.
"""

from typing import NamedTuple

CLOCK_HZ = 27_000_000
CLOCK_MODULUS = (1 << 33) * 300
LONGEST_STEP = CLOCK_HZ // 10
# A step so many times longer or shorter than its packets suggest is a jump, not a pause.
PLAUSIBLE = 3.0
# The first step of all has nothing to be compared with.
LONGEST_FIRST_STEP = CLOCK_HZ
# A reference that is missing for so long is counted before the next one comes.
SILENCE_S = 1.0
# How much of what was learnt of the packets' rate stays at the next reference.
MEMORY = 0.9


class Patience(NamedTuple):
    """So many packets, which take so long, are waited for a reference."""

    packets: int
    seconds: float


class ClockCheck:
    """The clock references of one PID."""

    def __init__(self) -> None:
        self.repetition_errors = 0
        self.discontinuity_errors = 0
        self.patience: Patience | None = None
        """None while nothing is known of the packets' rate."""
        self.late = False
        """Whether the next reference is missing for longer than `patience`."""
        self.index: int | None = None
        """The number of the packet that told the time last."""
        self._value = 0
        self._packets = self._seconds = 0.0

    def pass_to(self, index: int) -> None:
        """No reference came before this packet."""
        if self.patience is None or self.index is None or self.late:
            return
        if self.index + self.patience.packets < index:
            self.repetition_errors += 1
            self.late = True

    def tell(self, index: int, value: int, *, announced: bool) -> float:
        """Take the reference in packet number `index`, ticks of 27 MHz; return the seconds since the one before."""
        self.pass_to(index)
        before, self.index = self.index, index
        step = (value - self._value) % CLOCK_MODULUS
        self._value = value
        late, self.late = self.late, False
        if before is None:
            return 0.0
        if step <= LONGEST_STEP and not announced:
            self._learn(index - before, step)
            return step / CLOCK_HZ
        passed_s, is_plausible = self._judge(index - before, step)
        self.discontinuity_errors += not announced
        if is_plausible and not announced:
            self.repetition_errors += not late
            self._learn(index - before, step)
        return passed_s

    def _judge(self, packets: int, step: int) -> tuple[float, bool]:
        """Return how long a step took, and whether the clock says the same."""
        step_s = step / CLOCK_HZ
        if self.patience is None:
            is_plausible = step <= LONGEST_FIRST_STEP
            return (step_s if is_plausible else 0.0), is_plausible
        likely_s = packets * self._seconds / self._packets
        is_plausible = likely_s / PLAUSIBLE <= step_s <= likely_s * PLAUSIBLE
        return (step_s if is_plausible else likely_s), is_plausible

    def _learn(self, packets: int, step: int) -> None:
        self._packets = self._packets * MEMORY + packets
        self._seconds = self._seconds * MEMORY + step / CLOCK_HZ
        if self._seconds:
            number = int(SILENCE_S * self._packets / self._seconds) + 1
            self.patience = Patience(number, number * self._seconds / self._packets)
