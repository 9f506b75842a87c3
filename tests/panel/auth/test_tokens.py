"""Access tokens: shown once, kept as a digest, gone when revoked or expired."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from panel.api.models.access import TokenChange, TokenCreate
from panel.api.models.base import PageQuery
from panel.auth.access import UNKNOWN_SECRETS_PER_MINUTE, Access
from panel.auth.secret import digest, new_token
from panel.auth.tokens import change_token, create_token, list_tokens, read_token, revoke_token
from panel.db.revision import bump_revision
from panel.db.tables import TOKENS
from panel.problems import ConflictError, NotFoundError
from tests.panel.auth.conftest import HOME, Desk


async def test_a_token_lets_its_role_in_and_only_its_digest_is_kept(desk: Desk) -> None:
    created = await create_token(desk.changes(), TokenCreate(name="wall", role="operator"))
    assert created.token.startswith("ptk_")
    assert len(created.token) >= 4 + 43
    caller = await desk.access.admit(created.token, None, HOME)
    assert caller is not None
    assert (caller.name, caller.role, caller.kind, caller.id) == ("wall", "operator", "token", created.id)
    async with desk.database.begin() as connection:
        kept = (await connection.execute(select(TOKENS))).one()
    assert kept.token_hash == digest(created.token)
    page = await list_tokens(desk.database, PageQuery())
    assert created.token not in repr(kept) + repr(page) + repr(desk.journal)


async def test_a_revoked_token_is_out_at_once_for_good(desk: Desk) -> None:
    created = await create_token(desk.changes(), TokenCreate(name="wall"))
    caller = await desk.access.admit(created.token, None, HOME)
    assert caller is not None
    revoked = await revoke_token(desk.changes(), created.id)
    assert revoked.revoked_at == desk.clock.now()
    assert desk.access.still_admitted(caller) is None
    assert await desk.access.admit(created.token, None, HOME) is None
    desk.clock.jump(10)
    assert (await revoke_token(desk.changes(), created.id)).revoked_at == revoked.revoked_at
    with pytest.raises(ConflictError):
        await change_token(desk.changes(), created.id, TokenChange(name="again"))


async def test_a_token_ends_when_it_expires_and_may_be_given_more_time(desk: Desk) -> None:
    soon = desk.clock.now() + timedelta(hours=1)
    created = await create_token(desk.changes(), TokenCreate(name="wall", expires_at=soon))
    caller = await desk.access.admit(created.token, None, HOME)
    assert caller is not None
    desk.clock.jump(3599)
    assert desk.access.still_admitted(caller) is not None
    desk.clock.jump(1)
    assert desk.access.still_admitted(caller) is None
    await change_token(desk.changes(), created.id, TokenChange(expires_at=None))
    assert desk.access.still_admitted(caller) is not None


async def test_what_another_process_did_counts_within_a_second(desk: Desk) -> None:
    created = await create_token(desk.changes(), TokenCreate(name="wall"))
    server = Access(desk.database, desk.clock)
    await server.load()
    running = asyncio.create_task(server.run())
    caller = await server.admit(created.token, None, HOME)
    assert caller is not None
    async with desk.database.begin() as connection:
        await bump_revision(connection, "access")
        await connection.execute(update(TOKENS).values(revoked_at=desk.clock.now()))
    async with asyncio.timeout(10):
        while server.still_admitted(caller) is not None:
            await desk.clock.advance(1)
            await asyncio.sleep(0.01)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_a_token_made_a_moment_ago_by_another_process_is_known(desk: Desk) -> None:
    server = Access(desk.database, desk.clock)
    await server.load()
    created = await create_token(desk.changes(), TokenCreate(name="wall"))
    assert await server.admit(created.token, None, HOME) is not None


async def test_guesses_are_not_looked_up_for_ever_but_good_tokens_still_come_in(desk: Desk) -> None:
    known = await create_token(desk.changes(), TokenCreate(name="known"))
    server = Access(desk.database, desk.clock)
    await server.load()
    for _ in range(UNKNOWN_SECRETS_PER_MINUTE + 1):
        assert await server.admit(new_token(), None, HOME) is None
    late = await create_token(desk.changes(), TokenCreate(name="late"))
    assert await server.admit(late.token, None, HOME) is None
    assert await server.admit(known.token, None, HOME) is not None
    assert await server.admit(late.token, None, "203.0.113.1") is not None


@pytest.mark.parametrize("token", ["", "ptk_", "x" * 5000, "ptk_\0", "\ud800", "ptk_" + "A" * 43])
async def test_what_is_no_token_is_refused(desk: Desk, token: str) -> None:
    assert await desk.access.admit(token, None, HOME) is None
    assert await desk.access.admit(None, token, None) is None
    assert await desk.access.admit(None, None, HOME) is None


async def test_a_token_that_does_not_exist_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFoundError):
        await read_token(desk.database, 7)
    with pytest.raises(NotFoundError):
        await revoke_token(desk.changes(), 7)
