"""Guides taken into the database, on SQLite and PostgreSQL."""

import gzip

import pytest

from panel.db.engine import Database
from panel.guide.guide import Guide, ProgrammeFact
from panel.problems import InvalidInputError
from tests.fakes.clock import ManualClock
from tests.panel.guide.conftest import Import

DAY = "20260131"


def show(channel: str, start: str, stop: str | None, title: str, inside: str = "") -> str:
    ends = "" if stop is None else f' stop="{DAY}{stop} +0000"'
    return f'<programme start="{DAY}{start} +0000"{ends} channel="{channel}"><title>{title}</title>{inside}</programme>'


def guide(*content: str) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE tv SYSTEM "xmltv.dtd"><tv>'
    return f"{head}{''.join(content)}</tv>".encode()


async def titles(database: Database, clock: ManualClock, channel: str = "one.pt") -> list[str]:
    return [programme.title for programme in await Guide(database, clock).schedule(channel)]


async def test_channels_are_matched_whatever_their_case(database: Database, clock: ManualClock, take: Import) -> None:
    report = await take(
        guide(
            '<channel id="ONE.PT"><display-name lang="pt">Um</display-name><icon src="http://i/1.png"/></channel>',
            '<channel id="other"><display-name>Other</display-name></channel>',
            show("oNe.pt", "120000", "130000", "News", "<desc>All &amp; more</desc>"),
            show("other", "120000", "130000", "Nobody's"),
        )
    )
    assert (report.channels, report.programmes, report.other_channels, report.skipped) == (1, 1, 1, [])
    found = await Guide(database, clock).schedule("One.PT")
    assert found == [
        ProgrammeFact(1, "one.pt", clock.now(), found[0].ends_at, "News", "All & more", None),
    ]
    (channel,) = [channel async for channel in Guide(database, clock).channels(["one.pt", "other"])]
    assert (channel.name, channel.icon_url, len(channel.programmes)) == ("Um", "http://i/1.png", 1)


async def test_only_the_time_a_file_covers_is_replaced_and_only_of_its_channels(
    database: Database, clock: ManualClock, take: Import
) -> None:
    await take(
        guide(
            show("one.pt", "100000", "110000", "before"),
            show("one.pt", "110000", "120000", "old"),
            show("one.pt", "130000", "140000", "after"),
            show("two.pt", "110000", "120000", "other"),
        )
    )
    report = await take(guide(show("one.pt", "110000", "113000", "new"), show("one.pt", "113000", "130000", "newer")))
    assert (report.programmes, report.replaced) == (2, 1)
    assert await titles(database, clock) == ["before", "new", "newer", "after"]
    assert await titles(database, clock, "two.pt") == ["other"]


async def test_a_gzipped_guide_in_several_parts(database: Database, clock: ManualClock, take: Import) -> None:
    whole = guide(show("one.pt", "120000", "130000", "News"))
    await take(gzip.compress(whole[:60], mtime=0) + gzip.compress(whole[60:]))
    assert await titles(database, clock) == ["News"]


async def test_a_programme_without_stop_ends_with_the_next(
    database: Database, clock: ManualClock, take: Import
) -> None:
    report = await take(
        guide(
            show("one.pt", "120000", None, "first"),
            show("two.pt", "123000", "124500", "between"),
            show("one.pt", "130000", None, "last"),
        )
    )
    (first,) = await Guide(database, clock).schedule("one.pt")
    assert (first.ends_at - first.starts_at).total_seconds() == 3600
    assert [skip.reason for skip in report.skipped] == ["no stop, and no programme after it"]


async def test_what_is_skipped_is_told_with_line_and_reason(take: Import) -> None:
    report = await take(
        guide(
            "\n<channel/>",
            '\n<programme start="yesterday" channel="one.pt"><title>x</title></programme>',
            "\n" + show("one.pt", "120000", "110000", "backwards"),
            "\n" + show("one.pt", "120000", "130000", ""),
            "\n" + show("one.pt", "120000", "130000", "good"),
            "\n" + show("one.pt", "120000", "130000", "twice"),
            '\n<programme start="20260131"><title>x</title></programme>',
        )
    )
    assert report.programmes == 1
    assert [(skip.line, skip.reason) for skip in report.skipped] == [
        (2, "a channel without an id"),
        (3, "the start is no time"),
        (4, "the stop is no time after the start"),
        (5, "no title"),
        (7, "the same channel and start as an earlier programme"),
        (8, "a programme without a channel"),
    ]
    assert report.skipped_in_all == 6


async def test_what_is_long_over_or_far_ahead_is_not_kept(database: Database, clock: ManualClock, take: Import) -> None:
    report = await take(
        guide(
            '<programme start="20260101" stop="20260102" channel="one.pt"><title>over</title></programme>',
            '<programme start="20270101" stop="20270102" channel="one.pt"><title>far</title></programme>',
        )
    )
    assert (report.outside, report.programmes) == (2, 0)
    assert await titles(database, clock) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"#EXTM3U", "line 1 of the guide is not XML"),
        (b"<html></html>", "root is not <tv>"),
        (guide(show("one.pt", "120000", "130000", "x"))[:-6], "is not XML"),
        (gzip.compress(guide(), mtime=0)[:-9], "ends early"),
        (b"\x1f\x8bnonsense and more of it", "damaged"),
        (b'<!DOCTYPE tv [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tv>&b;</tv>', "entities"),
        (b'<!DOCTYPE tv [<!ENTITY a SYSTEM "file:///etc/passwd">]><tv>&a;</tv>', "entities"),
        (b'<?xml version="1.0" encoding="x-none"?><tv/>', "encoding"),
        (b"<tv>" + b"<a>" * 100, "nested too deeply"),
        (b"", "is not XML"),
    ],
)
async def test_a_file_that_cannot_be_read_changes_nothing(
    database: Database, clock: ManualClock, take: Import, content: bytes, said: str
) -> None:
    await take(guide(show("one.pt", "120000", "130000", "kept")))
    with pytest.raises(InvalidInputError, match=said):
        await take(content)
    assert await titles(database, clock) == ["kept"]


async def test_a_tag_without_end_is_given_up(take: Import) -> None:
    with pytest.raises(InvalidInputError, match="too long"):
        await take(b'<tv><channel id="' + b"x" * 6_000_000, piece_bytes=262_144)


async def test_pruning_drops_what_is_over_for_two_days(database: Database, clock: ManualClock, take: Import) -> None:
    await take(guide(show("one.pt", "120000", "130000", "old"), show("one.pt", "230000", "235900", "late")))
    clock.jump(2 * 86400 + 2 * 3600)
    assert await Guide(database, clock).prune() == 1
    assert await titles(database, clock) == ["late"]


async def test_upcoming_begins_with_what_runs_now(database: Database, clock: ManualClock, take: Import) -> None:
    await take(guide(*(show("one.pt", f"{hour}0000", f"{hour}5900", f"at {hour}") for hour in range(10, 20))))
    found = await Guide(database, clock).upcoming("one.pt", 2)
    assert [programme.title for programme in found] == ["at 12", "at 13"]
