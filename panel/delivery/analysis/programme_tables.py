"""What PAT and PMT say (ISO/IEC 13818-1, sections 2.4.4.3 and 2.4.4.8)."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from panel.delivery.analysis.codecs import Coding, coding_of
from panel.delivery.tables import CRC_BYTES

LANGUAGE = 0x0A


@dataclass(frozen=True, slots=True)
class StreamEntry:
    """One elementary stream of a PMT; `is_supplementary` is audio for some only (ISO_639_language_descriptor)."""

    pid: int
    stream_type: int
    coding: Coding
    language: str | None
    is_supplementary: bool

    @property
    def is_watched(self) -> bool:
        """Whether it is missing when it pauses (ETSI TR 101 290, note on PID_error)."""
        return self.coding.kind in ("video", "audio") and not self.is_supplementary


@dataclass(frozen=True, slots=True)
class ProgrammeMap:
    """A PMT."""

    number: int
    pcr_pid: int
    streams: tuple[StreamEntry, ...]


@dataclass(slots=True)
class ProgrammeList:
    """The PAT, of one section or more: programme numbers and the PIDs of their maps."""

    pids: dict[int, int] = field(default_factory=dict)
    _version: int = -1
    _sections: dict[int, dict[int, int]] = field(default_factory=dict)

    def take(self, section: bytes) -> bool:
        """Take a section of the PAT whose CRC is right; return whether it changed anything."""
        if len(section) < 8 + CRC_BYTES or not section[5] & 1:
            return False
        version = section[5] >> 1 & 0x1F
        if version != self._version:
            self._version = version
            self._sections.clear()
        self._sections[section[6]] = dict(_programmes(section))
        before, self.pids = self.pids, {}
        for part in self._sections.values():
            self.pids.update(part)
        return self.pids != before


def _programmes(section: bytes) -> Iterator[tuple[int, int]]:
    for at in range(8, len(section) - CRC_BYTES - 3, 4):
        number = section[at] << 8 | section[at + 1]
        if number:
            yield number, _pid(section, at + 2)


def programme_map(section: bytes) -> ProgrammeMap | None:
    """Return what a PMT says, whose CRC is right; None where it is not in use yet or malformed."""
    if len(section) < 12 + CRC_BYTES or not section[5] & 1:
        return None
    end = len(section) - CRC_BYTES
    at = 12 + _length(section, 10)
    streams = []
    while at + 5 <= end:
        begins, at = at, at + 5 + _length(section, at + 3)
        if at > end:
            return None
        streams.append(_entry(section[begins], _pid(section, begins + 1), section[begins + 5 : at]))
    return ProgrammeMap(section[3] << 8 | section[4], _pid(section, 8), tuple(streams))


def _entry(stream_type: int, pid: int, descriptors: bytes) -> StreamEntry:
    told = dict(_descriptors(descriptors))
    said = told.get(LANGUAGE, b"")
    language = said[:3].decode("ascii", "replace") if said[:3].isalpha() else None
    return StreamEntry(pid, stream_type, coding_of(stream_type, told), language, len(said) > 3 and said[3] > 0)


def _descriptors(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 2 <= len(data):
        yield data[at], data[at + 2 : at + 2 + data[at + 1]]
        at += 2 + data[at + 1]


def _pid(data: bytes, at: int) -> int:
    return (data[at] & 0x1F) << 8 | data[at + 1]


def _length(data: bytes, at: int) -> int:
    return (data[at] & 0x0F) << 8 | data[at + 1]
