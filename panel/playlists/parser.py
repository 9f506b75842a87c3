"""M3U as IPTV writes it: `#EXTINF:duration key="value" …,name`, then the address on a line of its own.

There is no standard; this follows what players take: https://github.com/kodi-pvr/pvr.iptvsimple (README, "M3U format").
Every step looks at a character once, so hostile lines cost no more than others.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from panel.playlists.lines import Line, PlaylistError

MAX_ENTRIES = 200_000
MAX_NAME_LENGTH = 256
MAX_GROUP_LENGTH = 128


@dataclass(frozen=True, slots=True)
class Entry:
    """A channel or title; `line` is the address's line."""

    line: int
    name: str
    url: str
    group: str | None
    logo_url: str | None
    guide_id: str | None


@dataclass(frozen=True, slots=True)
class Skip:
    """Something that was left out, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class _Description:
    line: int
    name: str
    attributes: Mapping[str, str]


def parse_playlist(lines: Iterable[Line]) -> Iterator[Entry | Skip]:
    """Yield entries and skips in order. Raises PlaylistError for what is no playlist, or one of too many entries."""
    parser = PlaylistParser()
    for line in lines:
        yield from parser.take(line)
    yield from parser.finish()


class PlaylistParser:
    """Takes one line at a time."""

    def __init__(self) -> None:
        self._described: _Description | None = None
        self._group: str | None = None
        self._entries = 0
        self._recognised = False

    def take(self, line: Line) -> Iterator[Entry | Skip]:
        """Yield what this line completes. Raises PlaylistError."""
        if line.text is None:
            self._described = self._group = None
            yield Skip(line.number, "the line is too long")
            return
        text = line.text.strip()
        if text.startswith("#"):
            yield from self._directive(line.number, text)
        elif text:
            yield self._address(line.number, text)

    def finish(self) -> Iterator[Skip]:
        """Yield what is left open. Raises PlaylistError where nothing looked like a playlist."""
        yield from self._forgotten()
        if not self._recognised:
            raise PlaylistError("this is not an M3U playlist: it has neither #EXTM3U nor #EXTINF")

    def _directive(self, number: int, text: str) -> Iterator[Skip]:
        keyword, _, rest = text.partition(":")
        match keyword.upper():
            case "#EXTINF":
                self._recognised = True
                yield from self._forgotten()
                self._described = _describe(number, rest)
            case "#EXTGRP":
                self._group = _clean(rest, MAX_GROUP_LENGTH)
            case other if other.split(maxsplit=1)[0] == "#EXTM3U":
                self._recognised = True
            case _:
                return

    def _address(self, number: int, url: str) -> Entry | Skip:
        described, group = self._described, self._group
        self._described = self._group = None
        if described is None:
            return Skip(number, "no name: there is no #EXTINF before the address")
        attributes = described.attributes
        name = _clean(described.name, MAX_NAME_LENGTH) or _clean(attributes.get("tvg-name", ""), MAX_NAME_LENGTH)
        if name is None:
            return Skip(number, "no name")
        self._entries += 1
        if self._entries > MAX_ENTRIES:
            raise PlaylistError(f"the playlist has more than {MAX_ENTRIES} entries")
        return Entry(
            line=number,
            name=name,
            url=url,
            group=_clean(attributes.get("group-title", ""), MAX_GROUP_LENGTH) or group,
            logo_url=_clean(attributes.get("tvg-logo", ""), 4096),
            guide_id=_clean(attributes.get("tvg-id", ""), 256),
        )

    def _forgotten(self) -> Iterator[Skip]:
        if self._described is not None:
            yield Skip(self._described.line, "no address follows")
            self._described = None


def _describe(number: int, text: str) -> _Description:
    """Read what follows `#EXTINF:`; the name begins after the first comma outside quotes."""
    attributes: dict[str, str] = {}
    at = 0
    while at < len(text) and text[at] != ",":
        if text[at].isspace():
            at += 1
            continue
        key, at = _read_until(text, at, "=,")
        if at >= len(text) or text[at] == ",":
            break
        value, at = _read_value(text, at + 1)
        # Before the first key stands the duration.
        attributes.setdefault(key.split()[-1].lower() if key.strip() else "", value)
    return _Description(number, text[at + 1 :].strip(), attributes)


def _read_until(text: str, start: int, ends: str) -> tuple[str, int]:
    at = start
    while at < len(text) and text[at] not in ends:
        at += 1
    return text[start:at], at


def _read_value(text: str, start: int) -> tuple[str, int]:
    quote = text[start : start + 1]
    if quote in ('"', "'") and quote:
        end = text.find(quote, start + 1)
        if end >= 0:
            return text[start + 1 : end], end + 1
        # The quote is never closed: the value ends at the comma that is last, which begins the name.
        end = text.rfind(",", start)
        return (text[start + 1 : end], end) if end >= 0 else (text[start + 1 :], len(text))
    at = start
    while at < len(text) and text[at] != "," and not text[at].isspace():
        at += 1
    return text[start:at], at


def _clean(text: str, longest: int) -> str | None:
    """Return text without control characters and cut to length, None where nothing is left."""
    printable = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(printable.split())[:longest].strip() or None
