"""Names and their numbers."""

import pytest

from panel.db.engine import Database
from panel.history.names import Names


async def test_a_name_keeps_its_number_whoever_asks(database: Database) -> None:
    names, others = Names(database), Names(database)
    await names.learn(["Nät AB", "gateway", None, ""])
    await others.learn(["gateway", "edge"])
    assert names.number("gateway") == others.number("gateway")
    assert len({names.number("Nät AB"), names.number("gateway"), others.number("edge"), names.number(None)}) == 4
    assert await others.find("Nät AB") == names.number("Nät AB")
    assert await others.find("nobody's") is None
    with pytest.raises(KeyError):
        names.number("edge")


async def test_whatever_a_provider_is_called_has_a_number(database: Database) -> None:
    names = Names(database)
    odd = ["nul\0", "\ud800", "x" * 5000, *(f"ISP {number}" for number in range(1200))]
    await names.learn(odd)
    assert len({names.number(name) for name in odd}) == len(odd)
