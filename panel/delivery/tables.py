"""The two tables a decoder needs before anything else: PAT and PMT (ISO/IEC 13818-1, sections 2.4.4.3 and 2.4.4.8)."""

PAT_PID = 0
PAT_TABLE_ID = 0x00
PMT_TABLE_ID = 0x02
CRC_BYTES = 4
NULL_PID = 0x1FFF

# MPEG-1, MPEG-2, MPEG-4 part 2, H.264, H.265, H.266, AVS, VC-1 (stream_type, table 2-34 and its amendments).
VIDEO_STREAM_TYPES = frozenset((0x01, 0x02, 0x10, 0x1B, 0x24, 0x33, 0x42, 0xEA))


def payload(packet: bytes) -> bytes:
    """Return what a packet carries after its header and adaptation field."""
    control = packet[3] & 0x30
    if control == 0x10:
        return packet[4:]
    return packet[5 + packet[4] :] if control == 0x30 else b""


def starts_unit(packet: bytes) -> bool:
    """Tell whether payload_unit_start_indicator is set."""
    return bool(packet[1] & 0x40)


def first_programme_pid(section: bytes) -> int | None:
    """Return the PID of the PMT of the first programme of a PAT, or None."""
    if section[0] != PAT_TABLE_ID:
        return None
    for at in range(8, len(section) - CRC_BYTES - 3, 4):
        if section[at : at + 2] != b"\x00\x00":
            return _pid(section, at + 2)
    return None


def video_pid(section: bytes) -> int | None:
    """Return the PID of the first video stream of a PMT, or None."""
    if section[0] != PMT_TABLE_ID or len(section) < 12:
        return None
    at = 12 + _length(section, 10)
    while at + 5 <= len(section) - CRC_BYTES:
        if section[at] in VIDEO_STREAM_TYPES:
            return _pid(section, at + 1)
        at += 5 + _length(section, at + 3)
    return None


class TableReader:
    """Puts one table's section together from the packets of its PID and keeps the packets of the newest whole one."""

    def __init__(self) -> None:
        self.packets = b""
        self._pending: list[bytes] = []
        self._section = bytearray()

    def feed(self, packet: bytes) -> bytes | None:
        """Take the next packet of the PID; return the section once it is whole."""
        content = payload(packet)
        if starts_unit(packet) and content:
            self._pending = []
            self._section = bytearray(content[1 + content[0] :])
        elif self._pending:
            self._section += content
        else:
            return None
        self._pending.append(packet)
        if len(self._section) < 3 or len(self._section) < self._size():
            return None
        self.packets = b"".join(self._pending)
        self._pending = []
        return bytes(self._section[: self._size()])

    def _size(self) -> int:
        return 3 + _length(self._section, 1)


def _pid(data: bytes, at: int) -> int:
    return (data[at] & 0x1F) << 8 | data[at + 1]


def _length(data: bytes | bytearray, at: int) -> int:
    return (data[at] & 0x0F) << 8 | data[at + 1]
