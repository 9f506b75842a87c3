"""What peers can make the library log."""

import logging

import pytest

from monitoring.socket.library_log import LINES_KEPT, library_logger
from tests.fakes.clock import ManualClock


def test_a_line_stays_a_line(caplog: pytest.LogCaptureFixture) -> None:
    logger = library_logger(ManualClock())
    try:
        int("secret\nFAKE")
    except ValueError:
        logger.exception("bad sid %s", "x\nERROR: \x1b[2JFAKE" + "y" * 1000)
    (record,) = caplog.records
    assert record.getMessage() == ("bad sid x?ERROR: ?[2JFAKE" + "y" * 1000)[:200] + ": ValueError"
    assert record.exc_info is None


def test_only_so_many_lines_and_nothing_below_warnings(caplog: pytest.LogCaptureFixture) -> None:
    clock = ManualClock()
    logger = library_logger(clock)
    with caplog.at_level(logging.DEBUG):
        logger.info("client said something")
        for _ in range(1000):
            logger.error("again")
        assert len(caplog.records) == LINES_KEPT
        clock.jump(10)
        logger.error("later")
        assert len(caplog.records) == LINES_KEPT + 1
