"""Chooses what of a guide's file is kept, and puts it aside on the disk."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import IO

import orjson

from panel.guide.guide import KEPT_PAST, channel_key
from panel.guide.xmltv import Found, GuideChannelEntry, GuideSkip, ProgrammeEntry
from panel.problems import InvalidInputError

KEPT_AHEAD = timedelta(days=30)
MAX_PROGRAMMES = 2_000_000
MAX_SKIPS_TOLD = 1000


@dataclass(slots=True)
class GuideReport:
    """What an import did. `skipped` holds the first thousand, in the order of the file; `skipped_in_all` counts all."""

    channels: int = 0
    """Channels of the file that a stream names as its guide id."""
    programmes: int = 0
    """Programmes that are now in the guide."""
    replaced: int = 0
    """Programmes that were there before, in the time that this file covers."""
    other_channels: int = 0
    """Programmes of channels that no stream names."""
    outside: int = 0
    """Programmes that are over, or too far ahead to be kept."""
    skipped: list[GuideSkip] = field(default_factory=list)
    skipped_in_all: int = 0


@dataclass(slots=True)
class Window:
    """What the file tells of one channel: from its first start to its last end."""

    starts_at: datetime
    ends_at: datetime
    starts: set[datetime] = field(default_factory=set)


class Selection:
    """Chooses what is kept and puts it aside on the disk."""

    def __init__(self, spool: IO[bytes], wanted: frozenset[str], now: datetime) -> None:
        self.windows: dict[str, Window] = {}
        self._channels: dict[str, GuideChannelEntry] = {}
        self._spool = spool
        self._wanted = wanted
        self._earliest = now - KEPT_PAST
        self._latest = now + KEPT_AHEAD
        self._report = GuideReport()
        self._open: dict[str, ProgrammeEntry] = {}

    def take(self, found: Found) -> None:
        match found:
            case GuideSkip():
                self._skip(found)
            case GuideChannelEntry():
                if channel_key(found.id) in self._wanted:
                    self._channels.setdefault(channel_key(found.id), found)
            case ProgrammeEntry():
                self._take_programme(found)

    def finish(self) -> GuideReport:
        """Return the counts; what is put aside is then complete."""
        for unended in self._open.values():
            self._skip(GuideSkip(unended.line, "no stop, and no programme after it"))
        self._report.channels = len(self.windows)
        return self._report

    def described(self) -> Iterator[tuple[str, GuideChannelEntry]]:
        """Yield key and description of each channel that is kept; one the file does not describe has only its key."""
        for key in self.windows:
            yield key, self._channels.get(key) or GuideChannelEntry(0, key, None, None)

    def rows(self) -> Iterator[dict[str, object]]:
        """Yield what was put aside, in the order of the file."""
        self._spool.seek(0)
        for line in self._spool:
            key, starts_s, ends_s, title, description, language = orjson.loads(line)
            yield {
                "channel_key": key,
                "starts_at": datetime.fromtimestamp(starts_s, UTC),
                "ends_at": datetime.fromtimestamp(ends_s, UTC),
                "title": title,
                "description": description,
                "language": language,
            }

    def _take_programme(self, entry: ProgrammeEntry) -> None:
        key = channel_key(entry.channel_id)
        if key not in self._wanted:
            self._report.other_channels += 1
            return
        before = self._open.pop(key, None)
        if before is not None:
            if before.starts_at < entry.starts_at:
                self._put(key, before, entry.starts_at)
            else:
                self._skip(GuideSkip(before.line, "no stop, and the next programme does not come after it"))
        if entry.ends_at is None:
            self._open[key] = entry
        else:
            self._put(key, entry, entry.ends_at)

    def _put(self, key: str, entry: ProgrammeEntry, ends_at: datetime) -> None:
        if ends_at < self._earliest or entry.starts_at > self._latest:
            self._report.outside += 1
            return
        window = self.windows.setdefault(key, Window(entry.starts_at, ends_at))
        if entry.starts_at in window.starts:
            self._skip(GuideSkip(entry.line, "the same channel and start as an earlier programme"))
            return
        self._report.programmes += 1
        if self._report.programmes > MAX_PROGRAMMES:
            raise InvalidInputError(f"the guide has more than {MAX_PROGRAMMES} programmes for the streams here")
        window.starts.add(entry.starts_at)
        window.starts_at = min(window.starts_at, entry.starts_at)
        window.ends_at = max(window.ends_at, ends_at)
        row = (key, entry.starts_at.timestamp(), ends_at.timestamp(), entry.title, entry.description, entry.language)
        self._spool.write(orjson.dumps(row) + b"\n")

    def _skip(self, skip: GuideSkip) -> None:
        self._report.skipped_in_all += 1
        if len(self._report.skipped) < MAX_SKIPS_TOLD:
            self._report.skipped.append(skip)
