"""Parameter sets and frame headers, built bit by bit; and whatever else may stand in their place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.delivery.analysis import AudioFormat, VideoFormat
from panel.delivery.analysis.formats.audio import read_aac, read_ac3, read_mpeg_audio
from panel.delivery.analysis.formats.bits import Bits, OutOfBits, unescaped
from panel.delivery.analysis.formats.video import begins_key_frame, read_video
from tests.fakes.faulty_stream import FaultyStream
from tests.panel.delivery.analysis.test_contents import looked_at

CODECS = ("H.264", "HEVC", "MPEG-2", "MPEG-1")


def coded(*fields: tuple[int, int] | int) -> bytes:
    """Return fields one after the other: pairs of a value and its bits, and numbers as Exp-Golomb codes."""
    bits = ""
    for field in fields:
        if isinstance(field, tuple):
            bits += f"{field[0]:0{field[1]}b}"
        else:
            digits = f"{field + 1:b}"
            bits += "0" * (len(digits) - 1) + digits
    bits += "1"
    return int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")


def h264_set(width_mbs: int, height_units: int, *, frames_only: bool = True, crop: int = 0) -> bytes:
    """A baseline sequence parameter set without usability information."""
    interlaced = () if frames_only else ((0, 1),)
    cropping = ((1, 1), 0, 0, 0, crop) if crop else ((0, 1),)
    size = (width_mbs - 1, height_units - 1, (int(frames_only), 1), *interlaced, (1, 1), *cropping)
    return b"\x00\x00\x00\x01\x67" + coded((66, 8), (0, 8), (30, 8), 0, 0, 2, 1, (0, 1), *size, (0, 1))


@given(st.integers(0, 1 << 20), st.integers(1, 30), st.integers(0, (1 << 30) - 1))
def test_numbers_come_back(number: int, width: int, value: int) -> None:
    bits = Bits(coded(number, (value % (1 << width), width), number))
    assert (bits.unsigned(), bits.take(width), bits.unsigned()) == (number, value % (1 << width), number)


@pytest.mark.parametrize(("coded_as", "number"), [(0, 0), (1, 1), (2, -1), (3, 2), (4, -2)])
def test_signed_numbers(coded_as: int, number: int) -> None:
    assert Bits(coded(coded_as)).signed() == number


def test_bits_end() -> None:
    with pytest.raises(OutOfBits):
        Bits(b"\x00" * 20).unsigned()
    with pytest.raises(OutOfBits):
        Bits(b"\x01").take(9)


def test_emulation_prevention_is_undone() -> None:
    assert unescaped(b"\x00\x00\x03\x01\x00\x00\x03\x00\x00\x03\x02") == b"\x00\x00\x01\x00\x00\x00\x00\x02"


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        (h264_set(40, 23, crop=4), VideoFormat(640, 360)),
        (h264_set(120, 34, frames_only=False, crop=2), VideoFormat(1920, 1080)),
        (h264_set(2000, 23), None),
    ],
)
def test_h264_without_usability_information(unit: bytes, told: VideoFormat | None) -> None:
    assert read_video("H.264", b"\x00\x00\x01\x09\xf0" + unit + b"\x00\x00\x01\x68") == told


def test_pictures_are_counted_where_the_video_does_not_tell() -> None:
    stream = FaultyStream(6)
    for packet in stream.packets:
        if packet[1] & 0x40 and packet[3] & 0x20 and packet[5] & 0x40:
            at = packet.index(b"\x00\x00\x00\x01\x65")
            unit = h264_set(40, 23, crop=4) + b"\x00\x00\x00\x01\x65"
            packet[at : at + len(unit)] = unit
    video = looked_at(stream.bytes()).video
    assert video is not None
    assert video.video == VideoFormat(640, 360, 25.0)


@pytest.mark.parametrize(
    ("header", "told"),
    [
        (bytes.fromhex("fff15080 001ffc"), AudioFormat(2, 44_100)),
        (bytes.fromhex("fff94c80 001ffc"), AudioFormat(2, 48_000)),
        (bytes.fromhex("fff14dc0 001ffc"), AudioFormat(8, 48_000)),
    ],
)
def test_aac(header: bytes, told: AudioFormat) -> None:
    assert read_aac(b"\x00\xff" + header) == told


def test_mpeg_audio() -> None:
    assert read_mpeg_audio(b"\xff\xfd\xa4\x00") == (AudioFormat(2, 48_000), "MP2")
    assert read_mpeg_audio(b"\x12\xff\xfb\x90\xc4") == (AudioFormat(1, 44_100), "MP3")
    assert read_mpeg_audio(b"\xff\xf5\x84\x00") == (AudioFormat(2, 24_000), "MP2")


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("0b77 0000 14 40 4300", AudioFormat(2, 48_000)),
        ("0b77 0000 14 40 e100", AudioFormat(6, 48_000)),
        ("0b77 0000 54 40 2000", AudioFormat(1, 44_100)),
        ("0b77 0000 3f 80 0000", AudioFormat(6, 48_000)),
        ("0b77 0000 d4 80 0000", AudioFormat(2, 22_050)),
    ],
)
def test_ac3(header: str, told: AudioFormat) -> None:
    assert read_ac3(b"\x77" + bytes.fromhex(header)) == told


@given(st.sampled_from(CODECS), st.binary(max_size=200))
def test_whatever_stands_there_is_read_or_not(codec: str, rest: bytes) -> None:
    for beginning in (b"\x00\x00\x01\x67", b"\x00\x00\x01\x42\x01", b"\x00\x00\x01\xb3", b""):
        told = read_video(codec, beginning + rest)
        assert told is None or (told.width and told.height)
        begins_key_frame(codec, beginning + rest)
    read_aac(rest)
    read_ac3(b"\x0b\x77" + rest)
    read_mpeg_audio(rest)
