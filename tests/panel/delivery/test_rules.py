"""From where and with what a line may watch: asked before it begins, and again whenever a rule changes."""

import asyncio
from ipaddress import ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.place import Place
from panel.catalog import LineRules
from panel.delivery.device import Device
from panel.delivery.rules import RuleBook
from tests.fakes.boards import LONDON, FakePlaces
from tests.fakes.catalog import make_line, make_stream
from tests.fakes.publisher import Publisher
from tests.panel.delivery.house import keeping_house, until

BRITON = Device("81.2.69.160", "VLC/3.0.18 LibVLC/3.0.18")
NOBODY = Device(None, None)
HERE = ip_network("81.2.69.0/24")

ALLOWED = [
    LineRules(),
    LineRules(countries=frozenset({"SE", "GB"})),
    LineRules(isps=("andrews*",)),
    LineRules(isps=("nobody", "as20712")),
    LineRules(networks=(ip_network("2001:db8::/32"), HERE)),
    LineRules(agents=("vlc/3.*",)),
    LineRules(frozenset({"GB"}), ("*arnold*",), (HERE,), ("*libvlc*",)),
]
REFUSED = [
    (LineRules(countries=frozenset({"SE"})), "its country (GB) is not among those allowed"),
    (LineRules(isps=("andrews",)), "its provider (Andrews & Arnold Ltd) is not among those allowed"),
    (LineRules(isps=("as2071",)), "its provider (Andrews & Arnold Ltd) is not among those allowed"),
    (LineRules(networks=(ip_network("81.2.68.0/24"),)), "its address is not among those allowed"),
    (LineRules(agents=("vlc",)), "its player is not among those allowed"),
    (LineRules(frozenset({"GB"}), ("*",), (HERE,), ("kodi*",)), "its player is not among those allowed"),
]


@pytest.mark.parametrize("rules", ALLOWED)
def test_a_device_that_breaks_no_rule(rules: LineRules) -> None:
    assert RuleBook(FakePlaces()).broken(rules, BRITON) is None


@pytest.mark.parametrize(("rules", "why"), REFUSED)
def test_a_device_that_breaks_one(rules: LineRules, why: str) -> None:
    assert RuleBook(FakePlaces()).broken(rules, BRITON) == why


@pytest.mark.parametrize("rules", ALLOWED[1:])
def test_what_nobody_knows_is_refused(rules: LineRules) -> None:
    assert RuleBook(FakePlaces({"81.2.69.160": Place()})).broken(rules, NOBODY) is not None


@given(st.text(min_size=1, max_size=40))
def test_a_pattern_is_a_glob_and_nothing_else(text: str) -> None:
    book = RuleBook(FakePlaces())
    device = Device("192.0.2.1", text)
    assert book.broken(LineRules(agents=(text.lower().replace("[", "[[]").replace("?", "[?]"),)), device) is None
    assert book.broken(LineRules(agents=(f"{'a*' * 30}b",)), Device("192.0.2.1", "a" * 500)) is not None


async def test_a_rule_refuses_and_says_why_to_operators_alone(publisher: Publisher) -> None:
    line = make_line(rules=LineRules(countries=frozenset({"SE"})))
    async with keeping_house([line], [make_stream(1, publisher.url)], trusting=True) as house:
        path = "/live/alice/secret/1.ts"
        assert await house.status(path, headers="X-Forwarded-For: 89.160.20.112\r\n") == 200
        player = await house.play(path, headers="X-Forwarded-For: 81.2.69.160\r\nConnection: close\r\n")
        assert (await player.answer(), await player.body()) == (403, b"Forbidden\n")
        assert await house.status(path) == 403
        told = [message for kind, _, message in house.book.activity if kind == "line.refused"]
        assert told == [
            "alice was refused: its country (GB) is not among those allowed",
            "alice was refused: its country (unknown) is not among those allowed",
        ]


@pytest.mark.parametrize(
    "rules",
    [
        LineRules(countries=frozenset({"SE"})),
        LineRules(isps=("Bredband2*",)),
        LineRules(networks=(ip_network("192.0.2.0/24"),)),
        LineRules(agents=("kodi/*",)),
    ],
)
async def test_a_new_rule_cuts_who_breaks_it_and_nobody_else(publisher: Publisher, rules: LineRules) -> None:
    lines = [make_line(), make_line(2, "bob")]
    async with keeping_house(lines, [make_stream(1, publisher.url)], trusting=True) as house:
        players = [
            await house.play(f"/live/{name}/secret/1.ts", headers="X-Forwarded-For: 81.2.69.160\r\n")
            for name in ("alice", "bob")
        ]
        assert [await player.answer() for player in players] == [200, 200]
        house.catalog.change(lines=[make_line(rules=rules)])
        async with asyncio.timeout(1.0):
            await players[0].until_end()
        await until(lambda: bool(house.book.endings))
        assert [ending.reason for ending in house.book.endings.values()] == ["rule"]
        assert house.gateway.active_viewers() == 1


def test_the_place_is_asked_only_where_a_rule_needs_it() -> None:
    places = FakePlaces()
    assert RuleBook(places).broken(LineRules(), BRITON) is None
    assert places.asked == 0
    assert places.place("81.2.69.160") == LONDON
