"""Messages for many receivers: every form made once, and all forms the same message."""

import pytest

from monitoring.socket import parcel
from monitoring.socket.frames import deflated_frame, text_frame
from monitoring.socket.parcel import DEFLATED_FROM_BYTES, Message, Parcel

EVENT = '2["activity:new",{"message":"ï\u2028"}]'
LONG = b'2["x","' + b"abc" * DEFLATED_FROM_BYTES + b'"]'


def test_a_message_is_the_same_for_polls_and_for_websockets() -> None:
    message = Message(EVENT.encode())
    assert (message.data, message.encode(), message.encode(b64=True)) == (EVENT, f"4{EVENT}", f"4{EVENT}")
    assert message.frame == text_frame(f"4{EVENT}".encode())
    assert len(message) == len(f"4{EVENT}".encode())


def test_only_what_is_worth_it_is_deflated() -> None:
    assert Message(LONG).deflated == deflated_frame(b"4" + LONG)
    assert Message(EVENT.encode()).deflated == text_frame(f"4{EVENT}".encode())


def test_a_parcel_is_its_messages_in_order_however_often_it_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    deflated: list[bytes] = []

    def counting(message: bytes) -> bytes:
        deflated.append(message)
        return deflated_frame(message)

    monkeypatch.setattr(parcel, "deflated_frame", counting)
    first, second = Message(EVENT.encode()), Message(LONG)
    sent = [Parcel([first, second]), Parcel([second])]
    assert sent[0].frames == first.frame + second.frame
    assert [each.deflated for each in (*sent, *sent)] == [first.frame + second.deflated, second.deflated] * 2
    assert deflated == [b"4" + LONG]
