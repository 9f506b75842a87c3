"""Operators' accounts, the first one, and the last admin."""

import asyncio
from pathlib import Path

import pytest

from panel.api.models.access import OperatorChange
from panel.api.models.base import PageQuery
from panel.auth.accounts import change_operator, list_operators, read_operator, remove_operator
from panel.auth.errors import LoginRefusedError
from panel.auth.first_admin import FIRST_OPERATOR, ensure_admin
from panel.preferences.first_run import first_steps
from panel.problems import ConflictError, NotFoundError
from panel.settings import load_settings
from tests.panel.auth.conftest import HOME, Desk


async def test_the_first_start_makes_admin_with_a_generated_password_and_no_later_one_does(
    desk: Desk, tmp_path: Path
) -> None:
    settings = load_settings(tmp_path)
    passwords = await asyncio.gather(*(ensure_admin(desk.database, desk.clock, settings) for _ in range(3)))
    [password] = [one for one in passwords if one is not None]
    login = await desk.operators.log_in(FIRST_OPERATOR, password, HOME)
    assert login.principal.role == "admin"
    assert await ensure_admin(desk.database, desk.clock, settings) is None


async def test_a_given_password_is_used_and_not_told(desk: Desk, tmp_path: Path) -> None:
    settings = load_settings(tmp_path, admin_password="chosen")
    assert await ensure_admin(desk.database, desk.clock, settings) is None
    assert (await desk.operators.log_in(FIRST_OPERATOR, "chosen", HOME)).principal.name == FIRST_OPERATOR
    with pytest.raises(LoginRefusedError):
        await desk.operators.log_in(FIRST_OPERATOR, "Chosen", HOME)


async def test_a_password_that_was_made_up_has_to_be_changed(desk: Desk, tmp_path: Path) -> None:
    await ensure_admin(desk.database, desk.clock, load_settings(tmp_path))
    (admin,) = (await list_operators(desk.database, PageQuery())).items
    other = await desk.add("ann")
    for operator, change, changed in (
        (admin, OperatorChange(role="admin"), False),
        (other, OperatorChange(password="another secret"), False),
        (admin, OperatorChange(password="my own secret"), True),
    ):
        await change_operator(desk.changes(), operator.id, change)
        assert (await first_steps(desk.database)).password_changed is changed


async def test_who_is_gone_has_no_password_to_change(desk: Desk, tmp_path: Path) -> None:
    await ensure_admin(desk.database, desk.clock, load_settings(tmp_path))
    (admin,) = (await list_operators(desk.database, PageQuery())).items
    await desk.add("ann")
    await remove_operator(desk.changes(), admin.id)
    assert (await first_steps(desk.database)).password_changed


async def test_a_chosen_password_is_no_step_to_take(desk: Desk, tmp_path: Path) -> None:
    await ensure_admin(desk.database, desk.clock, load_settings(tmp_path, admin_password="chosen"))
    assert (await first_steps(desk.database)).password_changed


async def test_the_last_enabled_admin_stays(desk: Desk) -> None:
    ann, bob = await desk.add("ann"), await desk.add("bob", "operator")
    for attempt in (
        remove_operator(desk.changes(), ann.id),
        change_operator(desk.changes(), ann.id, OperatorChange(enabled=False)),
        change_operator(desk.changes(), ann.id, OperatorChange(role="operator")),
    ):
        with pytest.raises(ConflictError):
            await attempt
    assert await read_operator(desk.database, ann.id) == ann
    await change_operator(desk.changes(), bob.id, OperatorChange(role="admin"))
    await remove_operator(desk.changes(), ann.id)
    with pytest.raises(ConflictError):
        await remove_operator(desk.changes(), bob.id)


async def test_two_admins_who_remove_each_other_at_once_do_not_both_succeed(desk: Desk) -> None:
    ann, bob = await desk.add("ann"), await desk.add("bob")
    outcomes = await asyncio.gather(
        *(remove_operator(desk.changes(), one.id) for one in (ann, bob)), return_exceptions=True
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["ConflictError", "NoneType"]


async def test_names_are_unique_and_lists_are_searched_and_paged(desk: Desk) -> None:
    for name in ("ann", "bob", "Joanna"):
        await desk.add(name)
    with pytest.raises(ConflictError) as refused:
        await desk.add("bob")
    assert refused.value.field == "name"
    page = await list_operators(desk.database, PageQuery(search="ANN"))
    assert sorted(operator.name for operator in page.items) == ["Joanna", "ann"]
    assert (await list_operators(desk.database, PageQuery(limit=1))).total == 3


async def test_one_that_does_not_exist_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFoundError):
        await read_operator(desk.database, 99)
    with pytest.raises(NotFoundError):
        await remove_operator(desk.changes(), 99)
    with pytest.raises(NotFoundError):
        await change_operator(desk.changes(), 99, OperatorChange(role="viewer"))
