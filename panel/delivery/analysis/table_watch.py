"""PAT_error_2, PMT_error_2 and CRC_error (ETSI TR 101 290, clauses 5.2.1 and 5.2.2, numbers 1.3.a, 1.5.a and 2.2)."""

from collections.abc import Callable, Mapping, Sequence

from panel.delivery.analysis.indicators import Indicator
from panel.delivery.analysis.intervals import Interval
from panel.delivery.analysis.programme_tables import ProgrammeList, ProgrammeMap, programme_map
from panel.delivery.analysis.sections import SectionReader, crc_is_right
from panel.delivery.tables import NULL_PID, PAT_PID, PAT_TABLE_ID, PMT_TABLE_ID

CAT_PID = 1
LONGEST_S = 0.5
SCRAMBLED = 0xC0

Note = Callable[[Indicator, int], None]


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

    def feed(self, pid: int, packet: bytes, index: int) -> bool:
        """Take a packet of one of the `pids`; return whether it changes what the stream is said to consist of."""
        if packet[3] & SCRAMBLED:
            if pid == PAT_PID:
                self._note(Indicator.PAT_ERROR_2, 1)
            elif pid in self._pmts:
                self._note(Indicator.PMT_ERROR_2, 1)
            return False
        changed = False
        for section in self._readers[pid].feed(packet):
            if not crc_is_right(section):
                self._note(Indicator.CRC_ERROR, 1)
            elif pid == PAT_PID:
                changed |= self._take_pat(section, index)
            elif pid in self._pmts and section[0] == PMT_TABLE_ID:
                changed |= self._take_pmt(pid, section, index)
        return changed

    def _take_pat(self, section: bytes, index: int) -> bool:
        if section[0] != PAT_TABLE_ID:
            self._note(Indicator.PAT_ERROR_2, 1)
            return False
        self._pat.seen((index,))
        if not self._list.take(section):
            return False
        wanted = {pid for pid in self._list.pids.values() if pid not in (PAT_PID, CAT_PID, NULL_PID)}
        for pid in set(self._pmts) - wanted:
            del self._pmts[pid], self._readers[pid]
        for pid in wanted - set(self._pmts):
            self._pmts[pid], self._readers[pid] = Interval(LONGEST_S, index), SectionReader()
        for number in set(self.maps) - set(self._list.pids):
            del self.maps[number], self._known[number]
        return True

    def _take_pmt(self, pid: int, section: bytes, index: int) -> bool:
        self._pmts[pid].seen((index,))
        number = int.from_bytes(section[3:5], "big")
        if self._list.pids.get(number) != pid or self._known.get(number) == section:
            return False
        told = programme_map(section)
        if told is None:
            return False
        self._known[number] = section
        before, self.maps[number] = self.maps.get(number), told
        return before != told
