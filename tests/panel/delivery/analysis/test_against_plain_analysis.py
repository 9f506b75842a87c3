"""Random faults count the same for an analysis that looks at one packet after the other, and in blocks of any size."""

from collections.abc import Callable

from hypothesis import example, given, settings
from hypothesis import strategies as st

from panel.delivery.analysis import Analyzer
from tests.fakes.faulty_stream import PAT, PMT, FaultyStream
from tests.panel.delivery.analysis.plain_analysis import faults

SECONDS = 8
BITRATE_BPS = 300_000
BROADCAST_BPS = 600_000


def _withhold(pid: int | None, seconds: float) -> Callable[[FaultyStream, int], None]:
    """Leave out packets, or all clock references where there is no PID, for so long."""

    def apply(stream: FaultyStream, place: int) -> None:
        span = round(seconds * len(stream.packets) / SECONDS)
        of_kind = stream.clocks() if pid is None else stream.of(pid)
        numbers = [number for number in of_kind if place <= number < place + span]
        if pid is None:
            stream.hide_clocks(numbers)
        else:
            stream.drop(numbers)

    return apply


def _two_syncs(stream: FaultyStream, place: int) -> None:
    stream.wrong_sync(place)
    stream.wrong_sync(place + 1)


def _table(fault: Callable[[FaultyStream, int], None], pid: int) -> Callable[[FaultyStream, int], None]:
    def apply(stream: FaultyStream, place: int) -> None:
        tables = stream.of(pid)
        if tables:
            fault(stream, tables[place % len(tables)])

    return apply


FAULTS: dict[str, Callable[[FaultyStream, int], None]] = {
    "counter": FaultyStream.break_counter,
    "counter that seems a copy": lambda stream, place: stream.break_counter(place, 15),
    "lost": lambda stream, place: stream.drop([place], fill=False),
    "copy": FaultyStream.repeat,
    "copies": lambda stream, place: stream.repeat(place, 3),
    "sync": FaultyStream.wrong_sync,
    "two syncs": _two_syncs,
    "erroneous": FaultyStream.mark_erroneous,
    "no time": FaultyStream.hide_presentation_time,
    "no times": lambda stream, place: stream.hide_presentation_times(place, round(0.9 * len(stream.packets) / SECONDS)),
    "no units": lambda stream, place: stream.hide_unit_starts(place, round(6.5 * len(stream.packets) / SECONDS)),
    "jump": lambda stream, place: stream.shift_clocks(place, 100.0),
    "jump back": lambda stream, place: stream.shift_clocks(place, -0.5),
    "small jump": lambda stream, place: stream.shift_clocks(place, 0.05),
    "announced": lambda stream, place: stream.shift_clocks(place, 7.0, announced=True),
    "no clock": _withhold(None, 0.3),
    "long without clock": _withhold(None, 2.7),
    "no PAT": _withhold(PAT, 0.65),
    "no PMT": _withhold(PMT, 1.7),
    "no video": _withhold(0x100, 5.5),
    "no audio": _withhold(0x101, 5.5),
    "PAT's CRC": _table(FaultyStream.break_crc, PAT),
    "PMT's CRC": _table(FaultyStream.break_crc, PMT),
    "PAT scrambled": _table(FaultyStream.scramble, PAT),
    "PMT scrambled": _table(FaultyStream.scramble, PMT),
}


def spoilt(chosen: list[tuple[str, int]], *, with_audio: bool = False) -> bytes:
    stream = FaultyStream(SECONDS, BROADCAST_BPS if with_audio else BITRATE_BPS, with_audio=with_audio)
    for name, place in chosen:
        FAULTS[name](stream, place % (len(stream.packets) - 2))
    return stream.bytes()


def counted(blocks: list[bytes]) -> dict[str, int]:
    analyzer = Analyzer()
    for number, block in enumerate(blocks):
        analyzer.feed(block, 100 + number * 0.3)
    report = analyzer.report(100 + len(blocks) * 0.3)
    return {indicator.value: tally.count for indicator, tally in report.faults.items() if tally.count}


CHOICES = st.lists(st.tuples(st.sampled_from(sorted(FAULTS)), st.integers(0, 1 << 16)), max_size=8)


@settings(max_examples=50, deadline=None)
@given(CHOICES)
def test_counts_are_those_of_the_plain_analysis(chosen: list[tuple[str, int]]) -> None:
    data = spoilt(chosen)
    assert counted([data]) == faults(data)


@settings(max_examples=25, deadline=None)
@given(CHOICES)
@example([("no units", 100)])
@example([("no video", 300), ("no audio", 700)])
def test_counts_of_a_broadcast_are_those_of_the_plain_analysis(chosen: list[tuple[str, int]]) -> None:
    """With audio between the video, null packets, full clock references without payload, and stuffing."""
    data = spoilt(chosen, with_audio=True)
    expected = faults(data)
    assert counted([data]) == expected
    assert counted([data[at : at + 65_424] for at in range(0, len(data), 65_424)]) == expected


@settings(max_examples=50, deadline=None)
@given(CHOICES, st.lists(st.integers(1, 300_000), max_size=20))
def test_blocks_of_any_size_count_the_same(chosen: list[tuple[str, int]], cuts: list[int]) -> None:
    data = spoilt(chosen)
    places = sorted(cut % len(data) for cut in cuts)
    blocks = [data[begin:end] for begin, end in zip([0, *places], [*places, len(data)], strict=True)]
    assert counted(blocks) == counted([data])
