"""What a playlist holds, told without changing anything."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from panel.playlists.importer import Judge
from panel.playlists.lines import Line
from panel.playlists.parser import Entry, PlaylistParser, Skip

SHOWN = 20


@dataclass(slots=True)
class Preview:
    """How many entries can be delivered, the first of them, and what would be left out."""

    found: int = 0
    first: list[Entry] = field(default_factory=list)
    skipped: list[Skip] = field(default_factory=list)


async def preview_playlist(lines: AsyncIterator[Line], judge: Judge) -> Preview:
    """Read to the end. Raises PlaylistError, InvalidInputError."""
    preview, parser = Preview(), PlaylistParser()
    async for line in lines:
        for found in parser.take(line):
            _note(preview, found, judge)
    for left in parser.finish():
        _note(preview, left, judge)
    return preview


def _note(preview: Preview, found: Entry | Skip, judge: Judge) -> None:
    judged = judge(found) if isinstance(found, Entry) else found
    if isinstance(judged, Skip):
        preview.skipped.append(judged)
        return
    preview.found += 1
    if len(preview.first) < SHOWN:
        preview.first.append(judged)
