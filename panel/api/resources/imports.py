"""Playlists and guides over HTTP, and how the geo databases are."""

from collections.abc import AsyncIterator, Sequence

from monitoring.contract.requests import NoQuery
from panel.api.endpoint import Call, Endpoint, endpoint
from panel.api.models.imports import (
    GeoDatabase,
    GeoDatabases,
    GuideImport,
    GuideImported,
    PlaylistEntry,
    PlaylistImport,
    PlaylistImported,
    SkippedLine,
)
from panel.documents import pieces
from panel.guide.importer import import_guide
from panel.playlists.importer import Judge, import_playlist, type_of
from panel.playlists.lines import Line, PlaylistError
from panel.playlists.parser import Skip
from panel.playlists.preview import preview_playlist
from panel.playlists.reading import playlist_lines, text_lines
from panel.problems import InvalidInputError

MOST_SKIPPED = 1000


async def playlist(call: Call[PlaylistImport]) -> PlaylistImported:
    try:
        return await (_previewed(call) if call.data.preview else _imported(call))
    except PlaylistError as error:
        raise InvalidInputError(str(error), "url" if call.data.text is None else "text") from error


async def guide(call: Call[GuideImport]) -> GuideImported:
    changes = call.changes()
    report = await import_guide(changes, pieces(call.data.url, allow_private=changes.allow_private_sources))
    return GuideImported(
        channels=report.channels,
        programmes=report.programmes,
        replaced=report.replaced,
        other_channels=report.other_channels,
        outside=report.outside,
        skipped=[SkippedLine(line=skip.line, reason=skip.reason) for skip in report.skipped],
        skipped_in_all=report.skipped_in_all,
    )


async def geo_databases(call: Call[NoQuery]) -> GeoDatabases:
    statuses = call.services.places.statuses(call.services.clock.now())
    return GeoDatabases(
        items=[
            GeoDatabase(
                kind=str(status.kind),
                loaded=status.loaded,
                type=status.database_type,
                built_at=status.built_at,
                age_days=status.age_days,
                error=status.error,
            )
            for status in statuses
        ]
    )


async def _previewed(call: Call[PlaylistImport]) -> PlaylistImported:
    allow_private = call.services.settings.allow_private_sources
    preview = await preview_playlist(_lines(call), Judge(allow_private=allow_private))
    first = [
        PlaylistEntry(line=entry.line, name=entry.name, type=type_of(entry.url, entry.name), category=entry.group)
        for entry in preview.first
    ]
    return PlaylistImported(
        found=preview.found,
        added=None,
        updated=None,
        unchanged=None,
        first=first,
        skipped=_skipped(preview.skipped),
        skipped_in_all=len(preview.skipped),
    )


async def _imported(call: Call[PlaylistImport]) -> PlaylistImported:
    report = await import_playlist(call.changes(), _lines(call))
    return PlaylistImported(
        found=report.added + report.updated + report.unchanged,
        added=report.added,
        updated=report.updated,
        unchanged=report.unchanged,
        first=[],
        skipped=_skipped(report.skipped),
        skipped_in_all=len(report.skipped),
    )


def _lines(call: Call[PlaylistImport]) -> AsyncIterator[Line]:
    if call.data.text is not None:
        return text_lines(call.data.text)
    return playlist_lines(call.data.url or "", allow_private=call.services.settings.allow_private_sources)


def _skipped(skipped: Sequence[Skip]) -> list[SkippedLine]:
    return [SkippedLine(line=skip.line, reason=skip.reason) for skip in skipped[:MOST_SKIPPED]]


ROWS: tuple[Endpoint, ...] = (
    endpoint(
        "POST",
        "/api/v1/imports/playlist",
        playlist,
        role="admin",
        summary="Add the streams and categories of a playlist (M3U), or tell what is in it",
        takes=PlaylistImport,
        gives=PlaylistImported,
    ),
    endpoint(
        "POST",
        "/api/v1/imports/guide",
        guide,
        role="admin",
        summary="Take in a programme guide (XMLTV)",
        takes=GuideImport,
        gives=GuideImported,
    ),
    endpoint(
        "GET",
        "/api/v1/geo-databases",
        geo_databases,
        role="viewer",
        summary="Which geo databases are loaded, and how old they are",
        takes=NoQuery,
        gives=GeoDatabases,
    ),
)
