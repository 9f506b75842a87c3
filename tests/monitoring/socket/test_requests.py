"""The request table."""

import pytest

from monitoring import payloads
from monitoring.contract.requests import CLIENT_EVENTS
from monitoring.snapshot import Snapshot
from monitoring.socket.requests import ANSWERS
from tests.monitoring.socket.stage import staged


def test_every_request_of_the_contract_is_answered_and_no_other() -> None:
    assert set(ANSWERS) == set(CLIENT_EVENTS)


async def test_a_request_that_fails_is_acknowledged_and_harms_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(snapshot: Snapshot, query: object) -> None:
        raise ArithmeticError("secret")

    async with staged() as stage, stage.client() as client:
        await stage.tick()
        with monkeypatch.context() as patch:
            patch.setattr(payloads, "geo", broken)
            answer = await client.ask("request:geo")
        assert answer == {"ok": False, "code": "unavailable", "message": "the request could not be answered"}
        assert (await client.ask("request:geo"))["ok"] is True


async def test_requests_are_told_with_who_asked_and_how_they_ended() -> None:
    async with staged() as stage, stage.client() as client:
        told: list[tuple[str, str, bool]] = []
        stage.manager.watch_requests(lambda each: told.append((each.caller, each.event, each.refused)))
        await stage.tick()
        for event in ("request:geo", "request:anything"):
            await client.ask(event)
        await client.ask("request:connections", {"limit": 0})
    assert told == [("ann", "request:geo", False), ("ann", "other", True), ("ann", "request:connections", True)]


async def test_times_are_taken_as_text_and_as_nothing_else() -> None:
    async with staged() as stage, stage.client() as client:
        await stage.tick()
        window = {"from": "2026-01-31T10:00:00Z", "to": "2026-01-31T11:00:00Z"}
        assert (await client.ask("request:bandwidth", window))["ok"]
        for wrong in (1_700_000_000, "noon", "2026-01-31T10:00:00", True):
            assert (await client.ask("request:bandwidth", {"from": wrong}))["code"] == "bad_request"
