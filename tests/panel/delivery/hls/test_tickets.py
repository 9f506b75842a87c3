"""Tokens are kept by players that come again, and forgotten when nobody uses them."""

from panel.delivery.admission import Admitted
from panel.delivery.device import Device
from panel.delivery.hls.tickets import Ticket, Tickets
from panel.players.addresses import LiveAddress
from panel.redaction import redact
from tests.fakes.catalog import make_line, make_stream
from tests.fakes.clock import ManualClock

ADDRESS = LiveAddress("alice", "secret", 1)


def issue(tickets: Tickets, agent: str | None = "test/1", address: str | None = "192.0.2.1") -> Ticket:
    return tickets.issue(ADDRESS, Admitted(make_line(), make_stream(1), Device(address, agent)))


def test_the_same_player_gets_its_token_again_for_thirty_seconds() -> None:
    clock = ManualClock()
    tickets = Tickets(clock)
    first = issue(tickets)
    for _ in range(3):
        clock.jump(29)
        assert issue(tickets) is first
    clock.jump(31)
    assert issue(tickets) is not first


def test_other_players_get_others() -> None:
    tickets = Tickets(ManualClock())
    tokens = {issue(tickets).token, issue(tickets, "other").token, issue(tickets, address="192.0.2.2").token}
    assert len(tokens) == 3
    assert issue(tickets, address=None) is not issue(tickets, address=None)


def test_tokens_that_are_not_used_are_forgotten() -> None:
    clock = ManualClock()
    tickets = Tickets(clock)
    old = issue(tickets)
    clock.jump(50)
    new = issue(tickets, "other")
    clock.jump(20)
    tickets.sweep()
    assert tickets.find(old.token) is None
    assert tickets.find(new.token) is new


def test_a_line_has_not_more_than_so_many_unused() -> None:
    tickets = Tickets(ManualClock())
    issued = [issue(tickets, f"agent {number}") for number in range(300)]
    alive = [ticket for ticket in issued if tickets.find(ticket.token)]
    assert alive == issued[-256:]


def test_tokens_cannot_be_guessed_and_are_not_shown() -> None:
    ticket = issue(Tickets(ManualClock()))
    assert len(ticket.token) >= 32
    assert ticket.token not in repr(ticket)
    assert "secret" not in repr(ticket)
    assert redact(f"GET /hls/{ticket.token}/live/17.ts") == "GET /hls/***/live/17.ts"
    assert ticket.token not in redact(f"https://tv.example/hls/{ticket.token}/live.m3u8")
