"""Where a viewer may begin."""

from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from panel.delivery.entry_points import EntryFinder
from panel.delivery.tables import first_programme_pid, payload, video_pid
from tests.fakes.mpegts import PAT, PMT, PMT_PID, VIDEO_PID, TransportStream

SECOND = list(islice(TransportStream(3_200_000).frames(), 25))


def pid(packet: bytes) -> int:
    return (packet[1] & 0x1F) << 8 | packet[2]


def test_the_entry_is_the_key_frame_after_its_tables() -> None:
    finder = EntryFinder()
    entry = finder.newest_entry(SECOND[0])
    assert entry is not None
    assert entry.offset_bytes == 188 * 2
    assert pid(SECOND[0][entry.offset_bytes :]) == VIDEO_PID
    assert entry.tables == SECOND[0][: 188 * 2] == finder.tables


def test_pictures_that_need_others_are_no_entry() -> None:
    finder = EntryFinder()
    assert finder.newest_entry(SECOND[0]) is not None
    assert finder.newest_entry(b"".join(SECOND[1:])) is None
    assert finder.tables != SECOND[0][: 188 * 2]


def test_the_last_of_several_entries_is_taken() -> None:
    stream = b"".join(islice(TransportStream(3_200_000).frames(), 51))
    entry = EntryFinder().newest_entry(stream)
    assert entry is not None
    assert stream[entry.offset_bytes :][: 188 * 10].count(VIDEO_PID.to_bytes(2, "big")) > 0
    assert entry.offset_bytes > len(stream) - len(SECOND[0]) - 188


def test_it_makes_no_difference_how_the_stream_is_cut() -> None:
    stream = b"".join(islice(TransportStream(1_000_000).frames(), 60))
    whole = EntryFinder().newest_entry(stream)
    finder, newest = EntryFinder(), None
    for at in range(0, len(stream), 188 * 7):
        entry = finder.newest_entry(stream[at : at + 188 * 7])
        newest = newest if entry is None else (at + entry.offset_bytes, entry.tables)
    assert whole is not None
    assert newest == (whole.offset_bytes, whole.tables)


@given(st.lists(st.binary(min_size=187, max_size=187), min_size=1, max_size=30))
def test_nonsense_in_packets_is_survived(contents: list[bytes]) -> None:
    finder = EntryFinder()
    finder.newest_entry(SECOND[0])
    tables = (bytes([0x47, 0x40, 0, 0x10]), bytes([0x47, 0x40 | PMT_PID >> 8, PMT_PID & 0xFF, 0x10]))
    block = b"".join(b"\x47" + content for content in contents)
    block += b"".join(head + content[:184] for head in tables for content in contents)
    finder.newest_entry(block)
    finder.newest_entry(b"".join(SECOND))


def test_a_table_over_several_packets_is_put_together() -> None:
    descriptors = bytes([0x52, 1, 0]) * 80
    body = PMT[3:10] + (0xF000 | len(descriptors)).to_bytes(2, "big") + descriptors + PMT[12:]
    section = bytes([2]) + (0xB000 | len(body)).to_bytes(2, "big") + body
    content = (b"\x00" + section).ljust(184 * 2, b"\xff")
    first = bytes([0x47, 0x40 | PMT_PID >> 8, PMT_PID & 0xFF, 0x10]) + content[:184]
    second = bytes([0x47, PMT_PID >> 8, PMT_PID & 0xFF, 0x11]) + content[184:]
    pat = SECOND[0][:188]
    key_picture = SECOND[0][188 * 2 : 188 * 3]
    entry = EntryFinder().newest_entry(pat + first + second + key_picture)
    assert entry is not None
    assert entry.tables == pat + first + second


@given(st.binary(min_size=3, max_size=200))
def test_tables_of_any_content_are_read_without_error(section: bytes) -> None:
    for table_id in (0, 2):
        found = first_programme_pid(bytes([table_id]) + section), video_pid(bytes([table_id]) + section)
        assert all(pid is None or 0 <= pid <= 0x1FFF for pid in found)


def test_tables_are_read() -> None:
    assert first_programme_pid(PAT) == PMT_PID
    assert video_pid(PMT) == VIDEO_PID
    assert first_programme_pid(PMT) is video_pid(PAT) is None


@given(st.binary(min_size=188, max_size=188))
def test_the_payload_lies_within_its_packet(packet: bytes) -> None:
    assert packet.endswith(payload(packet))
    assert len(payload(packet)) <= 184
