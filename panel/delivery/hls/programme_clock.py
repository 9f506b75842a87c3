"""How much time of a programme passes in its packets, by its own clock (PCR, ISO/IEC 13818-1, section 2.4.3.5)."""

from collections.abc import Sequence
from dataclasses import dataclass

from panel.delivery.heads import bits, heads_of
from panel.delivery.limits import PACKET_BYTES

BASE_HZ = 90_000
# With an adaptation field, and a clock reference in it.
TELLING = bits(b3=0x20, b5=0x10)
SHORTEST_FIELD_BYTES = 7
BASE_MODULUS = 1 << 33
# The clock is sent at least every 0.1 s; sources without end exceed that, but a step of seconds is another time line.
LONGEST_STEP_S = 5.0


@dataclass(frozen=True, slots=True)
class ClockReference:
    """A packet that tells the time: where it begins in its block, and program_clock_reference_base."""

    offset_bytes: int
    base: int


class ProgrammeClock:
    """Seconds that passed so far; jumps of the clock are not passed time."""

    def __init__(self) -> None:
        self.passed_s = 0.0
        self.ticked = False
        """Whether the programme has told the time at all."""
        self._base: int | None = None
        self._pid: int | None = None

    def references(self, block: bytes) -> Sequence[ClockReference]:
        """Return where whole packets tell the time, all of the PID that was the first to do so."""
        found = []
        for number in (heads_of(block) & TELLING == TELLING).nonzero()[0]:
            at = int(number) * PACKET_BYTES
            if block[at + 4] < SHORTEST_FIELD_BYTES:
                continue
            pid = (block[at + 1] & 0x1F) << 8 | block[at + 2]
            self._pid = pid if self._pid is None else self._pid
            if pid == self._pid:
                found.append(ClockReference(at, int.from_bytes(block[at + 6 : at + 11], "big") >> 7))
        return found

    def tick(self, base: int) -> bool:
        """Let the time pass up to this reading; return False where it does not continue from the last one."""
        before, self._base = self._base, base
        self.ticked = True
        if before is None:
            return True
        step_s = ((base - before) % BASE_MODULUS) / BASE_HZ
        if step_s > LONGEST_STEP_S:
            return False
        self.passed_s += step_s
        return True
