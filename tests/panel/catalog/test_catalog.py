"""What players and monitoring read of lines and streams, on both databases."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.catalog import Catalog, LineFact, RestartTriggers
from panel.catalog.standing import LineStanding
from panel.db.engine import Database
from panel.db.models import Bouquet, BouquetStream, Category, Line, LineBouquet, Stream
from panel.db.revision import bump_revision
from tests.fakes.clock import ManualClock

NOW = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url)
    await opened.open()
    yield opened
    await opened.close()


async def add(database: Database, *rows: Line | Stream | Category | Bouquet | BouquetStream | LineBouquet) -> None:
    async with database.session() as session:
        await bump_revision(session)
        for row in rows:
            session.add(row)
            await session.flush()
        await session.commit()


def line(name: str, **values: object) -> Line:
    return Line.model_validate({"username": name, "password": "pw", "created_at": NOW, **values})


def stream(name: str, **values: object) -> Stream:
    return Stream.model_validate(
        {"name": name, "type": "live", "source_url": f"http://up/{name}", "created_at": NOW, **values}
    )


async def test_an_empty_database_is_an_empty_catalog(database: Database) -> None:
    catalog = Catalog(database, ManualClock())
    await catalog.load()
    assert (catalog.lines(), catalog.streams(), catalog.categories()) == ((), (), ())
    assert catalog.line_by_username("bob") is None


async def test_everything_of_a_line_and_a_stream_is_read(database: Database) -> None:
    await add(database, Category(name="News", type="live"))
    await add(
        database,
        line("bob", max_connections=2, expires_at=NOW, trial=True),
        stream(
            "one",
            backup_urls='["http://b1/","http://b2/"]',
            category_id=1,
            position=2,
            guide_id="one.pt",
            restart_silence_s=5,
            transcode="audio",
        ),
        stream("two", position=1),
    )
    catalog = Catalog(database, ManualClock())
    await catalog.load()
    bob = catalog.line_by_username("bob")
    assert bob == LineFact(1, "bob", "pw", 2, NOW, trial=True, enabled=True, bouquet_ids=frozenset(), created_at=NOW)
    assert catalog.line(1) == bob
    one = catalog.stream(1)
    assert one is not None
    assert one.sources == ("http://up/one", "http://b1/", "http://b2/")
    assert (one.category_id, one.guide_id, one.on_demand) == (1, "one.pt", False)
    assert one.triggers == RestartTriggers(silence_s=5)
    assert one.transcode == "audio"
    assert [found.name for found in catalog.streams()] == ["two", "one"]
    assert [found.name for found in catalog.categories()] == ["News"]


async def test_a_line_without_bouquets_plays_all_and_one_with_bouquets_only_theirs(database: Database) -> None:
    await add(database, line("all"), line("some"), stream("in"), stream("out"), Bouquet(name="basic"))
    await add(database, BouquetStream(bouquet_id=1, stream_id=1), LineBouquet(line_id=2, bouquet_id=1))
    catalog = Catalog(database, ManualClock())
    await catalog.load()
    may = {
        (owner.username, played.name): catalog.line_may_play(owner, played)
        for owner in catalog.lines()
        for played in catalog.streams()
    }
    assert may == {("all", "in"): True, ("all", "out"): True, ("some", "in"): True, ("some", "out"): False}


async def test_a_change_is_noticed_by_the_revision_and_told_once(database: Database) -> None:
    catalog = Catalog(database, ManualClock())
    await catalog.load()
    told: list[int] = []
    catalog.watch(lambda: told.append(len(catalog.lines())))
    assert not await catalog.refresh()
    await add(database, line("bob"))
    assert await catalog.refresh()
    assert not await catalog.refresh()
    assert told == [1]


async def test_refresh_if_older_reads_only_after_that_age(database: Database) -> None:
    clock = ManualClock()
    catalog = Catalog(database, clock)
    await catalog.load()
    await add(database, line("bob"))
    clock.jump(0.9)
    await catalog.refresh_if_older(1.0)
    assert catalog.lines() == ()
    clock.jump(0.2)
    await catalog.refresh_if_older(1.0)
    assert len(catalog.lines()) == 1


async def test_the_last_image_stays_while_the_database_is_away(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("away")
    database = Database(f"sqlite+aiosqlite:///{folder}/panel.db")
    await database.open()
    await add(database, line("bob"))
    clock = ManualClock()
    catalog = Catalog(database, clock)
    await catalog.load()
    await database.close()
    (folder / "panel.db").rename(folder / "elsewhere.db")
    clock.jump(10)
    await catalog.refresh_if_older(1.0)
    assert catalog.line_by_username("bob") is not None
    await database.close()


moments = st.integers(min_value=-1000, max_value=1000).map(lambda hours: NOW + timedelta(hours=hours))


@given(
    lines=st.lists(st.tuples(st.none() | moments, st.booleans(), st.booleans())),
    now=moments,
    exactly_at_an_expiry=st.booleans(),
)
def test_counts_agree_with_asking_each_line(
    lines: list[tuple[datetime | None, bool, bool]], now: datetime, exactly_at_an_expiry: bool
) -> None:
    if exactly_at_an_expiry:
        now = next((expiry for expiry, _, _ in lines if expiry), now)
    facts = [
        LineFact(number, str(number), "", 1, expiry, trial=trial, enabled=enabled, bouquet_ids=frozenset())
        for number, (expiry, trial, enabled) in enumerate(lines)
    ]
    counts = LineStanding(facts).counts(now)
    expired = [fact for fact in facts if fact.expires_at is not None and fact.expires_at <= now]
    assert counts.total == len(facts)
    assert counts.expired == len(expired)
    assert counts.active == sum(fact.enabled and fact not in expired for fact in facts)
    assert counts.trial == sum(fact.trial for fact in facts)
    later = LineStanding(facts).counts(now + timedelta(days=10000))
    assert later.expired == sum(fact.expires_at is not None for fact in facts)
