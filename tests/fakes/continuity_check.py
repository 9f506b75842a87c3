"""Counts what a decoder would miss in a transport stream (ISO/IEC 13818-1, section 2.4.3.3)."""

from tests.fakes.mpegts import PACKET_BYTES


def continuity_errors(capture: bytes) -> list[str]:
    """Return one line for each packet of `capture`, which begins with a packet, that does not continue its PID."""
    counters: dict[int, int] = {}
    errors = []
    for at in range(0, len(capture) - PACKET_BYTES + 1, PACKET_BYTES):
        packet = capture[at : at + PACKET_BYTES]
        if packet[0] != 0x47:
            errors.append(f"no packet at {at}")
            continue
        pid = (packet[1] & 0x1F) << 8 | packet[2]
        counter, carries = packet[3] & 0x0F, packet[3] & 0x10 != 0
        before = counters.get(pid)
        if pid != 0x1FFF and before is not None and counter != (before + carries) % 16:
            errors.append(f"PID {pid} at {at}: {counter} after {before}")
        counters[pid] = counter
    return errors
