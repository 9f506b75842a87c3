"""The login object and the traps that clients fall into."""

from pathlib import Path

import orjson
import pytest

from tests.panel.xtream.conftest import Shop, open_shop


async def test_the_types_of_a_login(shop: Shop) -> None:
    answer = await shop.ask()
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    user, server = answer.json["user_info"], answer.json["server_info"]
    assert isinstance(user, dict)
    assert isinstance(server, dict)
    assert user == {
        "username": "alice",
        "password": "s3cret",
        "message": "",
        "auth": 1,
        "status": "Active",
        "exp_date": "2147483647",
        "is_trial": "0",
        "active_cons": "0",
        "created_at": user["created_at"],
        "max_connections": "2",
        "allowed_output_formats": ["ts", "m3u8"],
    }
    assert user["created_at"].isdigit()
    assert shop.house.url == f"http://{server['url']}:{server['port']}"
    assert (server["server_protocol"], server["timezone"]) == ("http", "UTC")
    assert {type(server[name]) for name in ("port", "https_port", "rtmp_port", "time_now")} == {str}
    assert isinstance(server["timestamp_now"], int)


async def test_a_line_that_ends_says_when(shop: Shop) -> None:
    user = (await shop.ask(username="bob")).json["user_info"]
    assert isinstance(user, dict)
    now_s = shop.house.services.clock.now().timestamp()
    assert 86_000 < int(user["exp_date"]) - now_s < 86_500
    assert user["is_trial"] == "1"


@pytest.mark.parametrize("action", ["", "get_profile", "get_server_info", "no_such_thing"])
async def test_an_action_nobody_knows_is_a_login(shop: Shop, action: str) -> None:
    answer = await shop.answer(action)
    assert isinstance(answer, dict)
    assert answer["user_info"]["auth"] == 1


@pytest.mark.parametrize(
    ("username", "password"), [("alice", "wrong"), ("nobody", "s3cret"), ("", ""), ("a%ff", "%ff")]
)
async def test_wrong_credentials_get_one_answer(shop: Shop, username: str, password: str) -> None:
    for action in ("", "get_live_streams"):
        answer = await shop.ask(username=username, password=password, action=action)
        assert (answer.status, answer.body) == (200, b'{"user_info":{"auth":0}}')
    for path in ("/get.php", "/xmltv.php"):
        assert (await shop.ask(path, username=username, password=password)).status == 403


@pytest.mark.parametrize(("username", "status"), [("late", "Expired"), ("off", "Disabled")])
async def test_who_proves_to_own_a_line_is_told_why_it_is_refused(shop: Shop, username: str, status: str) -> None:
    answer = await shop.ask(username=username)
    assert answer.json == {"user_info": {"auth": 0, "status": status, "message": f"This account is {status.lower()}."}}
    assert (await shop.ask(username=username, password="wrong")).json == {"user_info": {"auth": 0}}
    assert (await shop.ask("/get.php", username=username)).status == 403


async def test_guessing_is_slowed_down_for_who_guesses(shop: Shop) -> None:
    for number in range(25):
        await shop.ask(password=f"guess{number}")
    assert (await shop.ask()).json == {"user_info": {"auth": 0}}


async def test_a_form_is_as_good_as_a_query(shop: Shop) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    raw = b"username=alice&password=s3cret&action=get_live_categories"
    answer = await shop.house.ask("POST", "/player_api.php", raw=raw, headers=form, role=None)
    assert orjson.loads(answer.body)[0]["category_name"] == "News"
    mixed = await shop.house.ask(
        "POST", "/player_api.php?username=alice&action=x", raw=b"password=s3cret", headers=form, role=None
    )
    assert mixed.json["server_info"]
    large = await shop.house.ask("POST", "/player_api.php", raw=b"a=" + b"x" * 100_000, headers=form, role=None)
    assert large.status == 413


async def test_the_old_address_has_the_lists_in_its_login(shop: Shop) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    raw = b"username=alice&password=s3cret"
    posted = (await shop.house.ask("POST", "/panel_api.php", raw=raw, headers=form, role=None)).json
    categories, channels = posted["categories"], posted["available_channels"]
    assert posted["user_info"] == (await shop.ask()).json["user_info"]
    assert isinstance(categories, dict)
    assert isinstance(channels, dict)
    assert [category["category_name"] for category in categories["live"]] == ["News", "Other"]
    assert {number: channel["category_name"] for number, channel in channels.items()} == {
        "1": "News",
        "2": "Other",
        "3": "Films",
    }
    assert orjson.loads((await shop.ask("/panel_api.php", action="get_vod_categories")).body)
    assert (await shop.ask("/panel_api.php", password="wrong")).json == {"user_info": {"auth": 0}}


async def test_the_public_address_of_the_settings_is_told(tmp_path: Path) -> None:
    async with open_shop(tmp_path / "data", public_url="https://tv.example/iptv") as shop:
        server = (await shop.ask()).json["server_info"]
        assert isinstance(server, dict)
        assert (server["url"], server["https_port"], server["server_protocol"]) == ("tv.example", "443", "https")
        assert b"https://tv.example/iptv/alice/s3cret/1\n" in (await shop.ask("/get.php")).body


async def test_what_a_stranger_says_of_its_proxy_is_not_believed(shop: Shop) -> None:
    said = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    path = "/player_api.php?username=alice&password=s3cret"
    server = (await shop.house.ask("GET", path, headers=said, role=None)).json["server_info"]
    assert isinstance(server, dict)
    assert server["url"] == "127.0.0.1"


async def test_what_a_trusted_proxy_says_is_believed(tmp_path: Path) -> None:
    async with open_shop(tmp_path / "data", trusted_proxies="127.0.0.0/8") as shop:
        said = {"X-Forwarded-Host": "tv.example", "X-Forwarded-Proto": "https"}
        path = "/player_api.php?username=alice&password=s3cret"
        server = (await shop.house.ask("GET", path, headers=said, role=None)).json["server_info"]
        assert isinstance(server, dict)
        assert (server["url"], server["https_port"], server["server_protocol"]) == ("tv.example", "443", "https")


async def test_a_host_that_is_none_is_not_repeated(shop: Shop) -> None:
    path = "/get.php?username=alice&password=s3cret"
    answer = await shop.house.ask("GET", path, headers={"Host": 'evil"><script>'}, role=None)
    assert b"script" not in answer.body
