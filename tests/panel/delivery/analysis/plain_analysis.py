"""The indicators of ETSI TR 101 290, clause 5.2, once more: one packet after the other, the whole stream at once.

Slow, and written apart from what it is compared with. It knows streams of one programme whose tables stay as they are.
"""

from bisect import bisect_left
from collections import Counter
from fractions import Fraction

from tests.fakes.mpegts import crc32_mpeg

HZ = 27_000_000
CYCLE = 2**33 * 300
TOLERANCE_S = 0.001


def faults(data: bytes) -> dict[str, int]:
    """Return what is wrong with a stream, by name; only what is."""
    found: Counter[str] = Counter()
    packets = _in_step([data[at : at + 188] for at in range(0, len(data), 188)], found)
    found["Transport_error"] = sum(packet[1] >> 7 for packet in packets)
    found["Continuity_count_error"] = sum(_continuity(packets, pid) for pid in {_pid(p) for p in packets} - {0x1FFF})
    points = _clock(packets, found)
    pmt_pid, contents = _tables(packets, points, found)
    if pmt_pid is not None:
        _contents(packets, points, contents, found)
    return {name: count for name, count in found.items() if count}


def _pid(packet: bytes) -> int:
    return int.from_bytes(packet[1:3], "big") & 0x1FFF


def _in_step(packets: list[bytes], found: Counter[str]) -> list[bytes]:
    kept = []
    for number, packet in enumerate(packets):
        wrong = [0 <= n < len(packets) and packets[n][0] != 0x47 for n in (number - 2, number - 1, number, number + 1)]
        if wrong[2] and not (wrong[0] and wrong[1]) and number + 1 < len(packets):
            found["Sync_byte_error"] += 1
        if wrong[2] and wrong[3] and not wrong[1]:
            found["TS_sync_loss"] += 1
        if not (wrong[2] and (wrong[1] or wrong[3] or number + 1 == len(packets))):
            kept.append(packet)
    return kept


def _continuity(packets: list[bytes], pid: int) -> int:
    errors, copies, before = 0, 0, b""
    for packet in packets:
        if _pid(packet) != pid:
            continue
        if packet[1] & 0x80:
            before, copies = b"", 0
            continue
        expected = (before[3] + (packet[3] >> 4 & 1)) % 16 if before else packet[3] % 16
        has_field = packet[3] & 0x20 and packet[4]
        same = bool(before) and bool(packet[3] & 0x10) and _without_clock(packet) == _without_clock(before)
        wrong = packet[3] % 16 != expected and not (has_field and packet[5] & 0x80)
        if wrong and not (same and copies == 0):
            errors += 1
        copies = copies + 1 if wrong and same else 0
        before = packet
    return errors


def _without_clock(packet: bytes) -> bytes:
    if packet[3] & 0x20 and packet[4] >= 7 and packet[5] & 0x10:
        return packet[1:6] + packet[12:]
    return packet[1:]


def _clock(packets: list[bytes], found: Counter[str]) -> list[tuple[int, int]]:
    """Return which packets were when, in ticks, as far as that is known."""
    points: list[tuple[int, int]] = []
    value = last = 0
    announced = late = False
    for number, packet in enumerate([*packets, b""]):
        pace = _pace(points)
        if pace is not None and number - points[-1][0] > int(HZ / pace) + 1:
            found["PCR_repetition_error"] += not late
            late = True
            patience = int(HZ / pace) + 1
            points.append((points[-1][0] + patience, points[-1][1] + int(patience * pace)))
        if not packet or not packet[3] & 0x20 or not packet[4] or packet[1] & 0x80:
            continue
        announced |= bool(packet[5] & 0x80)
        if not packet[5] & 0x10 or packet[4] < 7:
            continue
        field = int.from_bytes(packet[6:12], "big")
        before, value = value, (field >> 15) * 300 + field % 512
        passed = (value - before) % CYCLE if points else 0
        if points and (passed > HZ // 10 or announced):
            pace = _pace(points)
            likely = 0 if pace is None else points[-1][1] - last + int((number - points[-1][0]) * pace)
            plausible = passed <= HZ if pace is None else likely <= 3 * passed and passed <= 3 * likely
            plausible &= not announced
            found["PCR_discontinuity_indicator_error"] += not announced
            found["PCR_repetition_error"] += plausible and not late
            passed = passed if plausible else likely
        last = max(points[-1][1], last + passed) if points else 0
        points.append((number, last))
        announced = late = False
    return points


def _pace(points: list[tuple[int, int]]) -> Fraction | None:
    """Return how many ticks a packet took over the last points."""
    if len(points) < 2 or points[-1][1] == points[-16:][0][1]:
        return None
    (first, begun), (newest, now) = points[-16:][0], points[-1]
    return Fraction(now - begun, newest - first)


def _time(points: list[tuple[int, int]], number: int) -> float | None:
    """Return when a packet was, in seconds."""
    if not points or number > points[-1][0]:
        return None
    at = bisect_left(points, (number, 0))
    if at == 0 or points[at][0] == number:
        return points[at][1] / HZ
    (left, begun), (right, ended) = points[at - 1 : at + 1]
    return (begun + (ended - begun) * (number - left) / (right - left)) / HZ


def _gaps(points: list[tuple[int, int]], numbers: list[int], longest_s: float) -> int:
    times = [time for time in (_time(points, number) for number in numbers) if time is not None]
    ends = [*times[1:], points[-1][1] / HZ] if times else []
    return sum(end - time > longest_s + TOLERANCE_S for time, end in zip(times, ends, strict=True))


def _tables(
    packets: list[bytes], points: list[tuple[int, int]], found: Counter[str]
) -> tuple[int | None, dict[int, int]]:
    """Return where the PMT is, and since which packet the PIDs it names are known."""
    seen: dict[int, list[int]] = {0: [0]}
    pmt_pid: int | None = None
    contents: dict[int, int] = {}
    for number, packet in enumerate(packets):
        pid = _pid(packet)
        if pid not in (0, pmt_pid) or packet[1] & 0x80:
            continue
        if packet[3] & 0xC0:
            found["PAT_error_2" if pid == 0 else "PMT_error_2"] += 1
            continue
        section = packet[5 : 5 + 3 + (int.from_bytes(packet[6:8], "big") & 0x0FFF)]
        if crc32_mpeg(section):
            found["CRC_error"] += 1
            continue
        seen[pid].append(number)
        if pid == 0 and pmt_pid is None:
            pmt_pid = int.from_bytes(section[10:12], "big") & 0x1FFF
            seen[pmt_pid] = [number + 1]
        elif pid == pmt_pid and not contents:
            entries = section[12 + (int.from_bytes(section[10:12], "big") & 0x0FFF) : -4]
            # None has a descriptor.
            contents = {
                int.from_bytes(entries[at + 1 : at + 3], "big") & 0x1FFF: number + 1 for at in range(0, len(entries), 5)
            }
    found["PAT_error_2"] += _gaps(points, seen[0], 0.5)
    if pmt_pid is not None:
        found["PMT_error_2"] += _gaps(points, seen[pmt_pid], 0.5)
    return pmt_pid, contents


def _contents(
    packets: list[bytes], points: list[tuple[int, int]], contents: dict[int, int], found: Counter[str]
) -> None:
    for pid, since in contents.items():
        own = [number for number, packet in enumerate(packets) if number >= since and _pid(packet) == pid]
        timed = []
        for number in own:
            packet = packets[number]
            begins = 5 + packet[4] if packet[3] & 0x20 else 4
            if packet[1] & 0xC0 == 0x40 and packet[begins + 7] & 0x80:
                timed.append(number)
        found["PID_error"] += _gaps(points, [since, *own], 5.0)
        found["PTS_error"] += _gaps(points, [since, *timed], 0.7)
