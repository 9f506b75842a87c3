"""PAT_error_2, PMT_error_2 and CRC_error (ETSI TR 101 290, clauses 5.2.1 and 5.2.2, numbers 1.3.a, 1.5.a and 2.2)."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from panel.delivery.analysis.batch import Units
from panel.delivery.analysis.headers import PID_BITS, UNIT_START, pid_of
from panel.delivery.analysis.indicators import Indicator
from panel.delivery.analysis.intervals import Interval
from panel.delivery.analysis.programme_tables import ProgrammeList, ProgrammeMap, programme_map
from panel.delivery.analysis.sections import SectionReader, crc_is_right
from panel.delivery.tables import NULL_PID, PAT_PID, PAT_TABLE_ID, PMT_TABLE_ID

CAT_PID = 1
LONGEST_S = 0.5
HEAD_BYTES = 4
STARTS = 0x40
SCRAMBLED = 0xC0
CONTROL = 0xF0
ONLY_PAYLOAD = 0x10
# Of a header: where it belongs, and what says that a section begins right after it.
KIND = PID_BITS | UNIT_START | np.uint32(CONTROL)
USUAL = UNIT_START | np.uint32(ONLY_PAYLOAD)

Note = Callable[[Indicator, int], None]


class _Usual(NamedTuple):
    """A packet that holds one section, as it came last and changed nothing, and what waits for it."""

    content: bytes
    interval: Interval


class TableWatch:
    """Reads the tables of one source; begins with packet number `begin`."""

    def __init__(self, note: Note, begin: int) -> None:
        self.maps: dict[int, ProgrammeMap] = {}
        """The newest PMT of each programme, by its number."""
        self._note = note
        self._list = ProgrammeList()
        self._pat = Interval(LONGEST_S, begin)
        self._pmts: dict[int, Interval] = {}
        self._readers = {PAT_PID: SectionReader(), CAT_PID: SectionReader()}
        self._known: dict[int, bytes] = {}
        # Tables come again and again as they are.
        self._usual: dict[int, _Usual] = {}

    @property
    def pids(self) -> Sequence[int]:
        """Where tables are looked for."""
        return tuple(self._readers)

    @property
    def programmes(self) -> Mapping[int, int]:
        """The PIDs of the programmes' maps, by number."""
        return self._list.pids

    @property
    def pat(self) -> Interval:
        return self._pat

    @property
    def pmts(self) -> Sequence[Interval]:
        return tuple(self._pmts.values())

    def feed(self, packets: Units, first: int) -> int | None:
        """Take packets of the `pids`, whose numbers count from `first`; return the number of the one after which the
        stream consists of something else than before, if there is one: it is the last that was taken, and `follow` is
        due."""
        rows = packets.rows()
        if self._are_usual(packets, rows, first):
            return None
        numbers: list[int] = packets.at.tolist()
        for number, row in zip(numbers, rows, strict=True):
            packet = row.tobytes()
            pid = pid_of(packet)
            usual = self._usual.get(pid)
            if (
                usual is not None
                and packet[HEAD_BYTES:] == usual.content
                and packet[1] & STARTS
                and packet[3] & CONTROL == ONLY_PAYLOAD
            ):
                usual.interval.see(first + number)
            elif pid in self._readers and self._take(pid, packet, first + number):
                return number
        return None

    def _are_usual(self, packets: Units, rows: NDArray[np.uint8], first: int) -> bool:
        """Take all packets, and return true, if each is as those of its PID came last."""
        kinds = packets.words & KIND
        seen = []
        for pid, usual in self._usual.items():
            own = (kinds == np.uint32(pid << 8) | USUAL).nonzero()[0]
            if rows.take(own, 0)[:, HEAD_BYTES:].tobytes() != usual.content * len(own):
                return False
            seen.append((usual.interval, own))
        if sum(len(own) for _, own in seen) < len(rows):
            return False
        for interval, own in seen:
            interval.seen(packets.at.take(own) + first)
        return True

    def _take(self, pid: int, packet: bytes, index: int) -> bool:
        """Take a packet; return whether it changes what the stream consists of."""
        if packet[3] & SCRAMBLED:
            if pid == PAT_PID:
                self._note(Indicator.PAT_ERROR_2, 1)
            elif pid in self._pmts:
                self._note(Indicator.PMT_ERROR_2, 1)
            return False
        self._usual.pop(pid, None)
        reader = self._readers[pid]
        was_between = reader.is_between
        sections = reader.feed(packet)
        changed = is_usual = False
        for section in sections:
            if not crc_is_right(section):
                self._note(Indicator.CRC_ERROR, 1)
            elif pid == PAT_PID:
                is_usual = section[0] == PAT_TABLE_ID
                changed |= self._take_pat(section, index)
            elif pid in self._pmts and section[0] == PMT_TABLE_ID:
                is_usual = True
                changed |= self._take_pmt(pid, section, index)
        if is_usual and not changed and len(sections) == 1 and was_between and reader.is_between:
            interval = self._pat if pid == PAT_PID else self._pmts[pid]
            self._usual[pid] = _Usual(packet[HEAD_BYTES:], interval)
        return changed

    def _take_pat(self, section: bytes, index: int) -> bool:
        if section[0] != PAT_TABLE_ID:
            self._note(Indicator.PAT_ERROR_2, 1)
            return False
        self._pat.see(index)
        return self._list.take(section)

    def follow(self, begin: int) -> None:
        """Look for the maps that the newest PAT names, from packet number `begin` on."""
        wanted = {pid for pid in self._list.pids.values() if pid not in (PAT_PID, CAT_PID, NULL_PID)}
        for pid in set(self._pmts) - wanted:
            del self._pmts[pid], self._readers[pid]
            self._usual.pop(pid, None)
        for pid in wanted - set(self._pmts):
            self._pmts[pid], self._readers[pid] = Interval(LONGEST_S, begin), SectionReader()
        for number in set(self.maps) - set(self._list.pids):
            del self.maps[number], self._known[number]

    def _take_pmt(self, pid: int, section: bytes, index: int) -> bool:
        self._pmts[pid].see(index)
        number = int.from_bytes(section[3:5], "big")
        if self._list.pids.get(number) != pid or self._known.get(number) == section:
            return False
        told = programme_map(section)
        if told is None:
            return False
        self._known[number] = section
        before, self.maps[number] = self.maps.get(number), told
        return before != told
