"""A tick shared among streams, countries, providers and collectors."""

from monitoring.shares import Share
from tests.fakes.observatory import Observatory


async def test_each_connection_is_in_one_share_of_each_kind() -> None:
    observatory = Observatory()
    await observatory.after()
    gateway = observatory.gateway
    london = gateway.open(stream_id=3, address="81.2.69.160")
    elsewhere = gateway.open(stream_id=3, address="203.0.113.9")
    gateway.open(stream_id=4, address="89.160.20.112")
    await observatory.after(5)
    gateway.send(london, 1_000_000)
    gateway.send(elsewhere, 500_000)
    found = (await observatory.after(5)).shares()
    assert found.total == Share(3, 2_400_000)
    assert found.streams == {3: Share(2, 2_400_000), 4: Share(1, 0)}
    assert found.countries == {"GB": Share(1, 1_600_000), None: Share(1, 800_000), "SE": Share(1, 0)}
    assert found.isps["Bredband2 AB"] == Share(1, 0)
    assert found.collectors == {"gateway": Share(3, 2_400_000)}


async def test_without_a_rate_a_share_has_none() -> None:
    observatory = Observatory()
    await observatory.after()
    observatory.gateway.open(stream_id=3)
    found = (await observatory.after(5)).shares()
    assert found.total == Share(1, None)
    assert found.streams == {3: Share(1, None)}
