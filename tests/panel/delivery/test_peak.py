"""The highest bitrate between two looks."""

from panel.delivery.peak import Peak


def test_there_is_none_before_the_second_look() -> None:
    peak = Peak()
    assert peak.bps is None
    peak.look(10.0, 5_000)
    assert peak.bps is None
    peak.look(12.0, 5_000)
    assert peak.bps == 0


def test_the_highest_stays() -> None:
    peak = Peak()
    for now_s, counted_bytes in ((0.0, 0), (1.0, 1_000), (2.0, 4_000), (3.0, 4_500)):
        peak.look(now_s, counted_bytes)
    assert peak.bps == 24_000


def test_a_look_too_soon_after_another_is_left_out() -> None:
    peak = Peak()
    peak.look(0.0, 0)
    peak.look(0.1, 60_000)
    peak.look(1.0, 60_000)
    assert peak.bps == 480_000


def test_the_highest_is_never_below_the_mean() -> None:
    peak = Peak()
    assert peak.of_all(1_000, 0.4) is None
    assert peak.of_all(1_000, 0.5) == 16_000
    peak.look(1.0, 10_000)
    peak.look(2.0, 11_000)
    assert peak.of_all(11_000, 2.0) == 44_000
    assert peak.of_all(11_000, 100.0) == 8_000
