"""Before serving a signal ends the process; while serving it is left to the server's drain."""

import signal

import pytest

from panel.signals import Departure


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_before_serving_ends_the_process(number: signal.Signals) -> None:
    with Departure(), pytest.raises(SystemExit) as ended:
        signal.raise_signal(number)
    assert ended.value.code == 128 + number


def test_a_signal_while_serving_is_left_to_the_server() -> None:
    with Departure() as departure:
        departure.serving = True
        signal.raise_signal(signal.SIGTERM)


def test_the_handlers_are_given_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with Departure():
        assert signal.getsignal(signal.SIGTERM) is not before
    assert signal.getsignal(signal.SIGTERM) is before
