"""Reads the whole catalog from the database."""

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, replace
from ipaddress import ip_network

import orjson
from sqlalchemy import Column, Row, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from panel.catalog.facts import CategoryFact, LineFact, LineRules, RestartTriggers, StreamFact
from panel.db.tables import BOUQUET_STREAMS, CATEGORIES, LINE_BOUQUETS, LINES, STREAMS

# Between two pieces of this many rows the event loop gets its turn.
ROWS_AT_ONCE = 1000

Statement = Select[*tuple[object, ...]]
StoredRow = Row[*tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class CatalogImage:
    """Everything the database said at one revision."""

    lines: Mapping[int, LineFact] = field(default_factory=dict)
    streams: Mapping[int, StreamFact] = field(default_factory=dict)
    categories: Mapping[int, CategoryFact] = field(default_factory=dict)
    bouquet_streams: Mapping[int, frozenset[int]] = field(default_factory=dict)


async def read_catalog(connection: AsyncConnection) -> CatalogImage:
    """Return everything the database says now."""
    line_bouquets = await _pairs(connection, _members(LINE_BOUQUETS.c.line_id, LINE_BOUQUETS.c.bouquet_id))
    bouquet_streams = await _pairs(connection, _members(BOUQUET_STREAMS.c.bouquet_id, BOUQUET_STREAMS.c.stream_id))
    lines = select(LINES).order_by(LINES.c.id)
    streams = select(STREAMS).order_by(STREAMS.c.position, STREAMS.c.id)
    categories = select(CATEGORIES).order_by(CATEGORIES.c.position, CATEGORIES.c.id)
    return CatalogImage(
        lines={row.id: _line(row, line_bouquets.get(row.id, frozenset())) async for row in _rows(connection, lines)},
        streams={row.id: _stream(row) async for row in _rows(connection, streams)},
        categories={row.id: CategoryFact(row.id, row.name, row.type) async for row in _rows(connection, categories)},
        bouquet_streams=bouquet_streams,
    )


async def _rows(
    connection: AsyncConnection, statement: Select[*tuple[object, ...]]
) -> AsyncIterator[Row[*tuple[object, ...]]]:
    async with connection.stream(statement) as result:
        async for rows in result.partitions(ROWS_AT_ONCE):
            for row in rows:
                yield row


def _members(owner: Column[int], member: Column[int]) -> Statement:
    return select(owner.label("owner"), member.label("member"))


async def _pairs(connection: AsyncConnection, statement: Statement) -> Mapping[int, frozenset[int]]:
    members: defaultdict[int, set[int]] = defaultdict(set)
    async for row in _rows(connection, statement):
        members[row.owner].add(row.member)
    return {owner: frozenset(of_owner) for owner, of_owner in members.items()}


def _line(row: StoredRow, bouquet_ids: frozenset[int]) -> LineFact:
    return LineFact(
        id=row.id,
        username=row.username,
        password=row.password,
        max_connections=row.max_connections,
        expires_at=row.expires_at,
        trial=row.trial,
        enabled=row.enabled,
        bouquet_ids=bouquet_ids,
        created_at=row.created_at,
        rules=_rules(row),
        quota_bytes_per_month=row.quota_bytes_per_month,
    )


def _rules(row: StoredRow) -> LineRules:
    return LineRules(
        countries=frozenset(row.allowed_countries),
        isps=tuple(pattern.lower() for pattern in row.allowed_isps),
        networks=tuple(ip_network(text) for text in row.allowed_networks),
        agents=tuple(pattern.lower() for pattern in row.allowed_agents),
    )


def _stream(row: StoredRow) -> StreamFact:
    return StreamFact(
        id=row.id,
        name=row.name,
        type=row.type,
        category_id=row.category_id,
        sources=(row.source_url, *orjson.loads(row.backup_urls)),
        on_demand=row.on_demand,
        enabled=row.enabled,
        guide_id=row.guide_id,
        logo_url=row.logo_url,
        position=row.position,
        created_at=row.created_at,
        series_title=row.series_title,
        season=row.season,
        episode=row.episode,
        triggers=_triggers(row),
        restart_requested_at=row.restart_requested_at,
        transcode=row.transcode,
    )


def _triggers(row: StoredRow) -> RestartTriggers:
    triggers = RestartTriggers(row.restart_silence_s, row.restart_every_h, row.restart_errors_per_minute)
    return triggers if row.restarts_per_hour is None else replace(triggers, most_per_hour=row.restarts_per_hour)
