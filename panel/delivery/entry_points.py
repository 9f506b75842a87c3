"""Where in a stream a viewer can begin: the tables, then a picture that needs no other."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from panel.delivery.limits import PACKET_BYTES
from panel.delivery.tables import PAT_PID, TableReader, first_programme_pid, video_pid


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
        packets = np.frombuffer(block, np.uint8).reshape(-1, PACKET_BYTES)
        entry: Entry | None = None
        following = 0
        while following < len(packets):
            following, found = self._scan(block, packets, following)
            entry = found or entry
        return entry

    def _scan(self, block: bytes, packets: NDArray[np.uint8], start: int) -> tuple[int, Entry | None]:
        """Look from packet `start` on until a table changes what is looked for; return where to go on."""
        entry: Entry | None = None
        looked_for = (self._pmt_pid, self._video_pid)
        for number in self._interesting(packets[start:]):
            at = (start + int(number)) * PACKET_BYTES
            packet = block[at : at + PACKET_BYTES]
            pid = (packet[1] & 0x1F) << 8 | packet[2]
            if pid == self._video_pid:
                entry = Entry(at, self.tables)
                continue
            self._read_table(pid, packet)
            if (self._pmt_pid, self._video_pid) != looked_for:
                return at // PACKET_BYTES + 1, entry
        return len(packets), entry

    def _interesting(self, packets: NDArray[np.uint8]) -> NDArray[np.intp]:
        pids = (packets[:, 1] & 0x1F).astype(np.uint16) << 8 | packets[:, 2]
        chosen = pids == PAT_PID
        if self._pmt_pid is not None:
            chosen |= pids == self._pmt_pid
        if self._video_pid is not None:
            has_field = (packets[:, 3] & 0x20 != 0) & (packets[:, 4] > 0)
            chosen |= (pids == self._video_pid) & has_field & (packets[:, 5] & 0x40 != 0)
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
