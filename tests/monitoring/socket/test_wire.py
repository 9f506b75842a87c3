"""Packets as stock clients decode them, and packets no stock client sends."""

from datetime import UTC, datetime

import orjson
import pytest
import socketio
from hypothesis import given
from hypothesis import strategies as st

from monitoring.contract.events import ActivityEntry
from monitoring.contract.requests import Refusal, Subscriptions
from monitoring.socket.wire import (
    WirePacket,
    accepted,
    encode,
    encode_data,
    encode_delta,
    encode_view,
    farewell,
    refused,
)

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
ENTRY = ActivityEntry(id=1, timestamp=NOON, kind="line.connected", actor=None, subject='q"\u2028é', message="<b>\n</b>")


def stock(text: str) -> socketio.packet.Packet:
    packet = socketio.packet.Packet()
    assert not packet.decode(text)
    return packet


def test_a_stock_client_reads_an_event() -> None:
    packet = encode("activity:new", ENTRY).packet
    assert packet is not None
    read = stock(packet.data)
    assert read.packet_type == socketio.packet.EVENT
    assert read.data == [
        "activity:new",
        {
            "id": 1,
            "timestamp": "2026-01-31T12:00:00.000Z",
            "kind": "line.connected",
            "actor": None,
            "subject": 'q"\u2028é',
            "message": "<b>\n</b>",
        },
    ]


def test_connections_have_two_arguments_and_one_acknowledged_object() -> None:
    encoded = encode_view([b'{"id":"1"}', b'{"id":"2"}'], b'{"limit":100}')
    assert encoded.packet is not None
    assert stock(encoded.packet.data).data == ["connections:update", [{"id": "1"}, {"id": "2"}], {"limit": 100}]
    assert orjson.loads(encoded.data) == {"rows": [{"id": "1"}, {"id": "2"}], "page": {"limit": 100}}


def test_a_delta_has_two_arguments() -> None:
    packet = encode_delta(b'{"baseSeq":1}', b'{"limit":100}').packet
    assert packet is not None
    assert stock(packet.data).data == ["connections:delta", {"baseSeq": 1}, {"limit": 100}]


def test_acknowledgements_are_embedded_as_they_are() -> None:
    packet = WirePacket(socketio.packet.EVENT, [accepted(encode_data(Subscriptions(events=[])).data)])
    assert packet.encode() == '2[{"ok":true,"data":{"events":[]}}]'
    packet = WirePacket(socketio.packet.EVENT, [refused(Refusal(code="not_found", message="no"))])
    assert packet.encode() == '2[{"ok":false,"code":"not_found","message":"no"}]'


def test_the_farewell_is_a_disconnect() -> None:
    assert farewell().data == "1"


@pytest.mark.parametrize(
    "text",
    [
        '5["x"]',
        '61-["x"]',
        b'2["x"]',
        '21-["x"]',
        "2[]",
        "2{}",
        "2",
        "2[1]",
        '2["*"]',
        '2["connect"]',
        '2["disconnect"]',
    ],
)
def test_what_no_stock_client_sends_is_refused(text: object) -> None:
    packet = WirePacket()
    with pytest.raises(ValueError, match=r"event|binary|attachments"):
        packet.decode(text)


@given(st.text(max_size=40))
def test_any_text_is_a_packet_or_a_value_error(text: str) -> None:
    packet = WirePacket()
    try:
        packet.decode(text)
    except ValueError:
        return
    assert 0 <= packet.packet_type <= 9
