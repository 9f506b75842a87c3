"""Where in a stream a viewer can begin: the tables, then a picture that needs no other."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from panel.delivery.heads import PID, bits, heads_of, pid_bits
from panel.delivery.limits import PACKET_BYTES
from panel.delivery.tables import PAT_PID, TableReader, first_programme_pid, video_pid

# With an adaptation field, and random_access_indicator in it.
RANDOM_ACCESS = bits(b3=0x20, b5=0x40)
ENTRANCE = PID | RANDOM_ACCESS


@dataclass(frozen=True, slots=True)
class Entry:
    """A place within a block of packets, and the newest PAT and PMT before it."""

    offset_bytes: int
    tables: bytes


class EntryFinder:
    """Looks through blocks of whole packets, in order, of one source."""

    def __init__(self) -> None:
        self._pat = TableReader()
        self._pmt = TableReader()
        self._pmt_pid: int | None = None
        self._video_pid: int | None = None

    @property
    def tables(self) -> bytes:
        """The packets of the newest PAT and PMT; nothing before the first of each."""
        return self._pat.packets + self._pmt.packets

    @property
    def is_audio(self) -> bool:
        """Whether a PMT is known and names no video."""
        return bool(self._pmt.packets) and self._video_pid is None

    def newest_entry(self, block: bytes) -> Entry | None:
        """Return the last random access point of the video in `block` (random_access_indicator, section 2.4.3.5)."""
        heads = heads_of(block)
        entry: Entry | None = None
        following = 0
        while following < len(heads):
            following, found = self._scan(block, heads, following)
            entry = found or entry
        return entry

    def _scan(self, block: bytes, heads: NDArray[np.uint64], start: int) -> tuple[int, Entry | None]:
        """Look from packet `start` on until a table changes what is looked for; return where to go on."""
        entry: Entry | None = None
        looked_for = (self._pmt_pid, self._video_pid)
        for number in self._interesting(heads[start:]):
            at = (start + int(number)) * PACKET_BYTES
            packet = block[at : at + PACKET_BYTES]
            pid = (packet[1] & 0x1F) << 8 | packet[2]
            if pid == self._video_pid:
                # Without a field what follows is no flags.
                entry = Entry(at, self.tables) if packet[4] else entry
                continue
            self._read_table(pid, packet)
            if (self._pmt_pid, self._video_pid) != looked_for:
                return at // PACKET_BYTES + 1, entry
        return len(heads), entry

    def _interesting(self, heads: NDArray[np.uint64]) -> NDArray[np.intp]:
        pids = heads & PID
        chosen = pids == pid_bits(PAT_PID)
        if self._pmt_pid is not None:
            chosen |= pids == pid_bits(self._pmt_pid)
        if self._video_pid is not None:
            chosen |= heads & ENTRANCE == pid_bits(self._video_pid) | RANDOM_ACCESS
        return np.flatnonzero(chosen)

    def _read_table(self, pid: int, packet: bytes) -> None:
        if pid == PAT_PID:
            section = self._pat.feed(packet)
            programme = first_programme_pid(section) if section else None
            if programme not in (None, self._pmt_pid):
                self._pmt_pid, self._video_pid = programme, None
                self._pmt = TableReader()
            return
        section = self._pmt.feed(packet)
        if section:
            self._video_pid = video_pid(section)
