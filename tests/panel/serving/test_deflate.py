"""What is agreed on with clients that take deflated messages, and with those that insist on something else."""

import pytest
from websockets.exceptions import NegotiationError
from websockets.extensions import Extension
from websockets.frames import Frame, Opcode

from panel.serving.deflate import SharedDeflate, SharedDeflateFactory

Offer = list[tuple[str, str | None]]
BROWSER: Offer = [("client_max_window_bits", None)]
NO_CONTEXT: Offer = [("server_no_context_takeover", None), ("client_no_context_takeover", None)]
BARE: Offer = [*NO_CONTEXT, ("server_max_window_bits", "15")]
CLIENT_WINDOW: Offer = [("client_max_window_bits", "12")]


def agree(offer: Offer, accepted: list[Extension] | None = None) -> tuple[Offer, SharedDeflate]:
    return SharedDeflateFactory().process_request_params(offer, accepted or [])


@pytest.mark.parametrize(
    ("offer", "agreed"),
    [
        ([], BARE),
        (BROWSER, BARE + CLIENT_WINDOW),
        ([("server_max_window_bits", "15")], BARE),
        (
            [("server_max_window_bits", "15"), ("client_max_window_bits", "12")],
            [*BARE, ("client_max_window_bits", "12")],
        ),
    ],
)
def test_every_client_is_agreed_with_alike(offer: Offer, agreed: Offer) -> None:
    parameters, extension = agree(offer)
    assert parameters == agreed
    assert (extension.local_no_context_takeover, extension.remote_no_context_takeover) == (True, True)


@pytest.mark.parametrize("bits", ["9", "14"])
def test_who_insists_on_less_gets_messages_as_they_are(bits: str) -> None:
    with pytest.raises(NegotiationError):
        agree([("server_max_window_bits", bits)])


def test_nothing_is_deflated_for_one() -> None:
    _, extension = agree(BROWSER)
    frame = Frame(Opcode.TEXT, b"x" * 1000)
    assert extension.encode(frame) is frame
