"""Logging in and out, and what a login is worth."""

import asyncio

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from panel.api.models.access import OperatorChange
from panel.auth.access import LOGIN_IDLE, LOGIN_LIFETIME
from panel.auth.accounts import change_operator, remove_operator
from panel.auth.errors import LoginRefusedError, ThrottledError
from panel.auth.secret import digest
from panel.db.tables import LOGINS, OPERATORS
from tests.panel.auth.conftest import HOME, PASSWORD, Desk


async def test_the_right_password_gives_a_cookie_of_which_only_the_digest_is_kept(desk: Desk) -> None:
    await desk.add("ann", "operator")
    login = await desk.operators.log_in("ann", PASSWORD, HOME)
    assert (login.principal.name, login.principal.role, login.principal.kind) == ("ann", "operator", "operator")
    assert login.max_age_s == LOGIN_LIFETIME.total_seconds()
    assert await desk.access.admit(None, login.cookie, HOME) == login.principal
    async with desk.database.begin() as connection:
        kept = (await connection.execute(select(LOGINS))).one()
    assert kept.cookie_hash == digest(login.cookie)
    assert login.cookie not in repr(login) + repr(kept) + repr(desk.journal)


async def test_each_login_is_another_and_one_ends_without_the_other(desk: Desk) -> None:
    await desk.add("ann")
    first, second = [await desk.operators.log_in("ann", PASSWORD, HOME) for _ in range(2)]
    assert first.cookie != second.cookie
    await desk.operators.log_out(first.cookie)
    assert await desk.access.admit(None, first.cookie, HOME) is None
    assert desk.access.still_admitted(first.principal) is None
    assert desk.access.still_admitted(second.principal) == second.principal


@pytest.mark.parametrize(("name", "password"), [("ann", "wrong"), ("nobody", PASSWORD), ("ann", ""), ("", PASSWORD)])
async def test_anything_wrong_is_refused_alike_and_told_without_secrets(desk: Desk, name: str, password: str) -> None:
    await desk.add("ann")
    with pytest.raises(LoginRefusedError):
        await desk.operators.log_in(name, password, HOME)
    kind, _, subject, message = desk.journal.entries[-1]
    assert kind == "operator.refused"
    assert subject in ("ann", None)
    assert "nobody" not in message
    assert PASSWORD not in message


async def test_a_disabled_operator_is_out_at_once_and_stays_out(desk: Desk) -> None:
    await desk.add("root")
    ann = await desk.add("ann")
    login = await desk.operators.log_in("ann", PASSWORD, HOME)
    await change_operator(desk.changes(), ann.id, OperatorChange(enabled=False))
    assert desk.access.still_admitted(login.principal) is None
    with pytest.raises(LoginRefusedError):
        await desk.operators.log_in("ann", PASSWORD, HOME)
    await change_operator(desk.changes(), ann.id, OperatorChange(enabled=True))
    assert await desk.access.admit(None, login.cookie, HOME) is None


async def test_a_new_password_ends_every_login_and_a_new_role_counts_at_once(desk: Desk) -> None:
    await desk.add("root")
    ann = await desk.add("ann")
    login = await desk.operators.log_in("ann", PASSWORD, HOME)
    await change_operator(desk.changes(), ann.id, OperatorChange(role="viewer"))
    now = desk.access.still_admitted(login.principal)
    assert now is not None
    assert now.role == "viewer"
    await change_operator(desk.changes(), ann.id, OperatorChange(password="another one"))
    assert desk.access.still_admitted(login.principal) is None
    assert (await desk.operators.log_in("ann", "another one", HOME)).principal.role == "viewer"


async def test_a_removed_operator_is_out_and_its_number_is_not_given_again(desk: Desk) -> None:
    await desk.add("root")
    ann = await desk.add("ann")
    login = await desk.operators.log_in("ann", PASSWORD, HOME)
    await remove_operator(desk.changes(), ann.id)
    assert (await desk.add("eve")).id != ann.id
    assert desk.access.still_admitted(login.principal) is None


async def test_a_login_ends_when_idle_for_half_a_day_and_after_a_month_anyway(desk: Desk) -> None:
    await desk.add("ann")
    idle, busy = [await desk.operators.log_in("ann", PASSWORD, HOME) for _ in range(2)]
    step_s = LOGIN_IDLE.total_seconds() * 0.6
    for _ in range(2):
        desk.clock.jump(step_s)
        assert desk.access.still_admitted(busy.principal) is not None
    assert desk.access.still_admitted(idle.principal) is None
    for _ in range(int(LOGIN_LIFETIME.total_seconds() / step_s) - 2):
        assert desk.access.still_admitted(busy.principal) is not None
        desk.clock.jump(step_s)
    desk.clock.jump(step_s)
    assert desk.access.still_admitted(busy.principal) is None


async def test_being_seen_outlives_the_process_and_dead_logins_are_swept(desk: Desk) -> None:
    await desk.add("ann")
    idle, busy = [await desk.operators.log_in("ann", PASSWORD, HOME) for _ in range(2)]
    running = asyncio.create_task(desk.access.run())
    desk.clock.jump(LOGIN_IDLE.total_seconds() - 100)
    assert desk.access.still_admitted(busy.principal) is not None
    seen_at = desk.clock.now()
    async with asyncio.timeout(10):
        while set(await digests(desk)) != {digest(busy.cookie)}:
            await desk.clock.advance(30)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    async with desk.database.begin() as connection:
        assert (await connection.execute(select(LOGINS.c.seen_at))).scalar_one() == seen_at
    assert desk.access.still_admitted(idle.principal) is None


async def digests(desk: Desk) -> list[str]:
    async with desk.database.begin() as connection:
        return list((await connection.execute(select(LOGINS.c.cookie_hash))).scalars())


async def test_a_flood_of_logins_is_throttled_before_anything_is_hashed(desk: Desk) -> None:
    await desk.add("ann")
    attempts = (desk.operators.log_in("ann", "wrong", HOME) for _ in range(100))
    outcomes = [type(outcome) for outcome in await asyncio.gather(*attempts, return_exceptions=True)]
    assert outcomes.count(LoginRefusedError) == 5
    assert outcomes.count(ThrottledError) == 95


async def test_an_outdated_hash_is_renewed_at_login(desk: Desk) -> None:
    await desk.add("ann")
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    async with desk.database.begin() as connection:
        await connection.execute(OPERATORS.update().values(password_hash=weak))
    await desk.operators.log_in("ann", PASSWORD, HOME)
    async with desk.database.begin() as connection:
        renewed = (await connection.execute(select(OPERATORS.c.password_hash))).scalar_one()
    assert renewed != weak
    await desk.operators.log_in("ann", PASSWORD, HOME)
