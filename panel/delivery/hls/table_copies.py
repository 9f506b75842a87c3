"""The tables at the beginning of a segment: copies of packets that were sent before."""

from panel.delivery.limits import PACKET_BYTES

PAYLOAD_ALONE = 0x10
ADAPTATION_FIELD = 0x20
DISCONTINUITY = 0x80
STUFFING = b"\xff\xff"


def table_copies(packets: bytes) -> bytes:
    """Return the packets told to be out of sequence (discontinuity_indicator, ISO/IEC 13818-1, section 2.4.3.5).

    Players that join the segments of a stream then miss no packet. One without room for that stays as it is, which
    makes it the one duplicate that section 2.4.3.3 allows.
    """
    return b"".join(_copy(packets[at : at + PACKET_BYTES]) for at in range(0, len(packets), PACKET_BYTES))


def _copy(packet: bytes) -> bytes:
    if packet[3] & 0x30 != PAYLOAD_ALONE or not packet.endswith(STUFFING):
        return packet
    return packet[:3] + bytes([packet[3] | ADAPTATION_FIELD, 1, DISCONTINUITY]) + packet[4:-2]
