"""Canaries: secrets go in through every door and must come out of none but the admin's."""

import logging

import pytest

from panel.logs import configure_logs
from tests.panel.api.house import House

CANARY = "canary7f3a"


async def test_secrets_reach_neither_logs_nor_errors_nor_activity_nor_others(
    house: House, capfd: pytest.CaptureFixture[str]
) -> None:
    handlers, level = logging.root.handlers[:], logging.root.level
    configure_logs("debug", "json")
    try:
        await play_with_secrets(house)
        await house.services.ledger.close()
    finally:
        logging.root.handlers[:] = handlers
        logging.root.setLevel(level)
    captured = capfd.readouterr()
    assert CANARY not in captured.out + captured.err
    for path in ("activity", "lines", "streams", "operators", "tokens", "sessions"):
        for role in ("viewer", "operator"):
            answer = await house.ask(
                "GET", f"/api/v1/{path}?limit=1000", role="viewer" if role == "viewer" else "operator"
            )
            assert answer.status == 200
            assert CANARY.encode() not in answer.body, path
    assert CANARY.encode() not in (await house.ask("GET", "/api/v1/activity?limit=1000")).body


async def play_with_secrets(house: House) -> None:
    source = f"http://user:{CANARY}@e.example.invalid/{CANARY}.ts"
    line = await house.create("/api/v1/lines", {"username": "bob", "password": CANARY})
    stream = await house.create("/api/v1/streams", {"name": "A", "sourceUrl": source, "backupUrls": [source]})
    await house.ask("PATCH", f"/api/v1/lines/{line}", {"password": CANARY + "2"})
    await house.ask("PATCH", f"/api/v1/streams/{stream}", {"sourceUrl": source + "?2"})
    await house.ask("POST", f"/api/v1/streams/{stream}/restart")
    await house.create("/api/v1/operators", {"name": "ann", "password": CANARY + "!"})
    refused = [
        await house.ask("POST", "/api/v1/login", {"username": CANARY, "password": CANARY}, role=None),
        await house.ask("POST", "/api/v1/lines", {"username": "bob", "password": CANARY}),
        await house.ask("POST", "/api/v1/lines", {"username": "eve", "password": f"a/{CANARY}"}),
        await house.ask("POST", "/api/v1/streams", {"name": "B", "sourceUrl": f"ftp://{CANARY}@e.example/"}),
        await house.ask("POST", "/api/v1/operators", {"name": "ann", "password": CANARY}),
        await house.ask("GET", "/api/v1/me", role=None, headers={"Authorization": f"Bearer ptk_{CANARY}"}),
        await house.ask("GET", "/api/v1/me", role=None, headers={"Cookie": f"panel_session={CANARY}"}),
    ]
    for answer in refused:
        assert answer.status >= 400
        assert CANARY.encode() not in answer.body
    await house.ask("GET", f"/live/bob/{CANARY}/{stream}.ts", role=None)
    await house.ask("GET", f"/live/bob/{CANARY}2/{stream}.ts", role=None)
    await house.services.sampler.tick()
