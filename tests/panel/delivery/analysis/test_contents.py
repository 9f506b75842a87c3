"""What a real encoder made is recognised, and nothing is wrong with it."""

import random
import subprocess

import pytest

from panel.delivery.analysis import Analyzer, AudioFormat, ElementaryStream, Indicator, Report, VideoFormat

PICTURE = ("-f", "lavfi", "-i", "testsrc2=s=640x360:r=25")
SOUND = ("-f", "lavfi", "-i", "sine=sample_rate=48000")


def made(ffmpeg: str, *arguments: str, seconds: float = 4.0) -> bytes:
    command = [ffmpeg, "-v", "error", *PICTURE, *SOUND, "-t", str(seconds), *arguments, "-f", "mpegts", "-"]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout


def looked_at(data: bytes) -> Report:
    analyzer = Analyzer()
    for at in range(0, len(data), 65_424):
        analyzer.feed(data[at : at + 65_424], at / 100_000)
    return analyzer.report(len(data) / 100_000)


def errors(report: Report) -> dict[str, int]:
    return {indicator.value: tally.count for indicator, tally in report.faults.items() if tally.count}


def formats(report: Report) -> list[VideoFormat | AudioFormat | None]:
    return [stream.video or stream.audio for programme in report.programmes for stream in programme.streams]


def codecs(report: Report) -> list[str | None]:
    return [stream.codec for programme in report.programmes for stream in programme.streams]


X265 = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error:keyint=25:scenecut=0")
X264 = ("-c:v", "libx264", "-preset", "ultrafast")


@pytest.mark.parametrize(
    ("arguments", "names", "told", "key_s"),
    [
        (
            (*X264, "-g", "50", "-c:a", "aac", "-ac", "2"),
            ["H.264", "AAC"],
            [VideoFormat(640, 360, 25.0), AudioFormat(2, 48_000)],
            2.0,
        ),
        (
            (*X264, "-s", "1920x1080", "-flags", "+ildct+ilme", "-g", "25", "-c:a", "libmp3lame", "-ar", "44100"),
            ["H.264", "MP3"],
            [VideoFormat(1920, 1080, 25.0), AudioFormat(1, 44_100)],
            1.0,
        ),
        (
            (*X265, "-s", "854x480", "-c:a", "ac3", "-ac", "6"),
            ["HEVC", "AC-3"],
            [VideoFormat(854, 480, 25.0), AudioFormat(6, 48_000)],
            1.0,
        ),
        (
            ("-c:v", "mpeg2video", "-s", "720x576", "-g", "12", "-b:v", "2M", "-c:a", "eac3", "-ac", "2"),
            ["MPEG-2", "E-AC-3"],
            [VideoFormat(720, 576, 25.0), AudioFormat(2, 48_000)],
            0.48,
        ),
        (
            ("-c:v", "mpeg2video", "-r", "30000/1001", "-g", "15", "-c:a", "mp2", "-ac", "2", "-ar", "32000"),
            ["MPEG-2", "MP2"],
            [VideoFormat(640, 360, 30000 / 1001), AudioFormat(2, 32_000)],
            0.501,
        ),
    ],
)
def test_codecs_pictures_and_sound(
    ffmpeg: str, arguments: tuple[str, ...], names: list[str], told: list[VideoFormat | AudioFormat], key_s: float
) -> None:
    report = looked_at(made(ffmpeg, *arguments))
    assert errors(report) == {}
    assert codecs(report) == names
    assert formats(report) == told
    assert report.key_frame_interval_s == pytest.approx(key_s, abs=0.002)
    assert (report.video, report.audio) == report.programmes[0].streams


def test_rates_of_a_constant_bitrate(ffmpeg: str) -> None:
    data = made(ffmpeg, "-c:v", "mpeg2video", "-b:v", "1M", "-c:a", "mp2", "-b:a", "128k", "-muxrate", "3M", seconds=8)
    report = looked_at(data)
    assert errors(report) == {}
    assert report.input_bps == pytest.approx(3_000_000, rel=0.01)
    nulls = data[1::188].count(0x1F) / (len(data) / 188)
    assert report.null_share == pytest.approx(nulls, abs=0.05)
    assert report.audio is not None
    assert report.audio.bitrate_bps == pytest.approx(128_000 * 1.07, rel=0.1)
    assert sum(report.pid_bps.values()) == report.input_bps


def test_what_tables_tell(ffmpeg: str) -> None:
    report = looked_at(
        made(ffmpeg, *X264, "-metadata:s:a:0", "language=ger", "-mpegts_service_id", "7", "-streamid", "1:300")
    )
    [programme] = report.programmes
    assert (programme.number, programme.pmt_pid, programme.pcr_pid) == (7, 4096, 256)
    video, audio = programme.streams
    assert isinstance(audio, ElementaryStream)
    assert (video.language, audio.language) == (None, "ger")
    assert (audio.pid, audio.kind, audio.scrambled) == (300, "audio", False)


@pytest.mark.parametrize("lost", [1, 2, 5])
def test_breaks_of_continuity_are_those_that_ffmpeg_finds(ffmpeg: str, lost: int) -> None:
    data = made(ffmpeg, *X264, "-b:v", "2M", "-c:a", "aac")
    packets = [data[at : at + 188] for at in range(0, len(data), 188)]
    chosen = random.Random(lost).sample(range(200, len(packets) - 10, lost + 3), 40)
    gone = {number + step for number in chosen for step in range(lost)}
    damaged = b"".join(packet for number, packet in enumerate(packets) if number not in gone)
    command = [ffmpeg, "-v", "repeat+debug", "-f", "mpegts", "-i", "-", "-map", "0", "-c", "copy", "-f", "null", "-"]
    told = subprocess.run(command, input=damaged, capture_output=True, check=True).stderr
    found = looked_at(damaged)
    assert found.count(Indicator.CONTINUITY_COUNT_ERROR) == told.lower().count(b"continuity check failed") >= 40
    streams = found.programmes[0].streams
    assert sum(stream.cc_errors for stream in streams) <= found.count(Indicator.CONTINUITY_COUNT_ERROR)
