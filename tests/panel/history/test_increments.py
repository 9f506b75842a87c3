"""What is gathered for one transaction."""

from monitoring.shares import Share
from panel.history.dimensions import Dimension, SessionKeys, country_key
from panel.history.increments import Increments


def test_bytes_go_to_every_dimension_and_ticks_leave_mean_and_highest() -> None:
    increments = Increments()
    increments.add_bytes(119, SessionKeys(1, 24, country_key("PT"), 5, 6), 1000)
    for minute, share in ((119, Share(2, 800)), (119, Share(4, None)), (120, Share(1, 900))):
        increments.of(minute, Dimension.STREAM, 24).add_tick(share)
    assert increments.rows(9, 1) == [
        (119, 9, 0, 0, 1000, 0, 0, 0, 0, 0, 0),
        (119, 9, 1, 24, 1000, 800, 800, 1, 6, 4, 2),
        (119, 9, 2, country_key("PT"), 1000, 0, 0, 0, 0, 0, 0),
        (119, 9, 3, 5, 1000, 0, 0, 0, 0, 0, 0),
        (119, 9, 4, 6, 1000, 0, 0, 0, 0, 0, 0),
        (120, 9, 1, 24, 0, 900, 900, 1, 1, 1, 1),
    ]
    hours = {row[:4]: row[4:] for row in increments.rows(9, 60)}
    assert hours[1, 9, 1, 24] == (1000, 800, 800, 1, 6, 4, 2)
    assert hours[2, 9, 1, 24] == (0, 900, 900, 1, 1, 1, 1)


def test_use_is_summed_by_line_and_day() -> None:
    increments = Increments()
    for line_id, day, sent_bytes in ((2, 7, 5), (1, 7, 1), (2, 7, 6), (2, 8, 0)):
        increments.book(line_id, day, sent_bytes, 0)
    assert increments.line_rows() == [(1, 7, 1, 0), (2, 7, 11, 0)]


def test_countries_are_told_apart_and_unknown_ones_are_one() -> None:
    codes = ["PT", "TP", "SE", "ZZ"]
    assert len({country_key(code) for code in codes} | {0}) == 5
    assert {country_key(code) for code in (None, "", "P", "PRT", "éa")} == {0}
