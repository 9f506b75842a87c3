"""Sections of tables out of the packets of a PID (ISO/IEC 13818-1, sections 2.4.4.1 and 2.4.4.11, annexes A and B)."""

import zlib
from collections.abc import Sequence

from panel.delivery.tables import payload, starts_unit

STUFFING = 0xFF
HEAD_BYTES = 3
CRC_BYTES = 4
SYNTAX_INDICATOR = 0x80
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def crc_is_right(section: bytes) -> bool:
    """Tell whether a section's CRC fits (annex A); one without section_syntax_indicator has none.

    That CRC is the usual one of 32 bits, with the bits of each byte the other way round.
    """
    if not section[1] & SYNTAX_INDICATOR:
        return True
    body, crc = section[:-CRC_BYTES], section[-CRC_BYTES:]
    return (zlib.crc32(body.translate(_REVERSED)) ^ 0xFFFFFFFF).to_bytes(4, "little").translate(_REVERSED) == crc


class SectionReader:
    """Puts sections together; one of which a packet is missing is dropped."""

    def __init__(self) -> None:
        self._held: bytes | None = None
        self._counter = 0

    @property
    def is_between(self) -> bool:
        """Whether no section is expected to go on."""
        return self._held is None

    def feed(self, packet: bytes) -> Sequence[bytes]:
        """Take the next packet of the PID; return the sections that end in it."""
        content = payload(packet)
        counter = packet[3] & 0x0F
        if not content or (counter == self._counter and self._held is not None):
            return ()
        follows = counter == (self._counter + 1) & 0x0F
        self._counter = counter
        if starts_unit(packet):
            return self._begin(content, follows=follows)
        self._held = self._held + content if self._held is not None and follows else None
        return self._whole()

    def _begin(self, content: bytes, *, follows: bool) -> Sequence[bytes]:
        rest, begins = content[1 : 1 + content[0]], content[1 + content[0] :]
        ended: Sequence[bytes] = ()
        if self._held is not None and follows:
            self._held += rest
            ended = self._whole()
        self._held = begins
        return (*ended, *self._whole())

    def _whole(self) -> Sequence[bytes]:
        """Take what is whole; what is not stays held."""
        whole = []
        while self._held is not None:
            if not self._held or self._held[0] == STUFFING:
                self._held = None
                break
            if len(self._held) < HEAD_BYTES:
                break
            size = HEAD_BYTES + ((self._held[1] & 0x0F) << 8 | self._held[2])
            if len(self._held) < size:
                break
            whole.append(self._held[:size])
            self._held = self._held[size:]
        return tuple(whole)
