"""The agreement to take deflated messages (permessage-deflate, RFC 7692) that any receiver can be sent the same way."""

from collections.abc import Sequence

from websockets.exceptions import NegotiationError
from websockets.extensions import Extension
from websockets.extensions.permessage_deflate import PerMessageDeflate, ServerPerMessageDeflateFactory
from websockets.frames import Frame

WINDOW_BITS = 15
# What clients may use: they send little, and each window is memory of ours.
CLIENT_WINDOW_BITS = 12


class SharedDeflate(PerMessageDeflate):
    """Inflates what comes and leaves what goes: what is sent to many was deflated once, the rest need not be.

    RFC 7692, section 6: a sender may leave any message as it is.
    """

    def encode(self, frame: Frame) -> Frame:
        return frame


class SharedDeflateFactory(ServerPerMessageDeflateFactory):
    """Agrees that neither side carries anything over from one message to the next, and on a window of 32 KiB for ours.

    A client that insists on a smaller window gets messages as they are.
    """

    def __init__(self) -> None:
        super().__init__(
            server_no_context_takeover=True,
            client_no_context_takeover=True,
            server_max_window_bits=WINDOW_BITS,
            client_max_window_bits=CLIENT_WINDOW_BITS,
        )

    def process_request_params(
        self, params: Sequence[tuple[str, str | None]], accepted_extensions: Sequence[Extension]
    ) -> tuple[list[tuple[str, str | None]], SharedDeflate]:
        agreed, extension = super().process_request_params(params, accepted_extensions)
        if extension.local_max_window_bits < WINDOW_BITS:
            raise NegotiationError("a smaller window than all receivers share")
        shared = SharedDeflate(
            extension.remote_no_context_takeover,
            extension.local_no_context_takeover,
            extension.remote_max_window_bits,
            extension.local_max_window_bits,
        )
        return agreed, shared
