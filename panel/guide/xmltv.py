"""Reads XMLTV (https://wiki.xmltv.org/index.php/XMLTVFormat) as it arrives, within bounds whatever it holds."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from panel.guide.times import parse_time
from panel.problems import InvalidInputError

MAX_XMLTV_BYTES = 1024 * 1024 * 1024
# What one tag, comment or declaration may hold; the parser keeps it whole.
MAX_SILENCE_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 64
MAX_TEXT_LENGTH = 4096
MAX_ID_LENGTH = 256
# The first of these elements counts, in whatever language it is.
FIELDS = frozenset(("display-name", "title", "desc"))


@dataclass(frozen=True, slots=True)
class GuideChannelEntry:
    """A channel as the file has it."""

    line: int
    id: str
    name: str | None
    icon_url: str | None


@dataclass(frozen=True, slots=True)
class ProgrammeEntry:
    """A programme as the file has it; `ends_at` None means until the channel's next one."""

    line: int
    channel_id: str
    starts_at: datetime
    ends_at: datetime | None
    title: str
    description: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class GuideSkip:
    """Something that was left out, and why."""

    line: int
    reason: str


Found = GuideChannelEntry | ProgrammeEntry | GuideSkip


@dataclass(slots=True)
class _Element:
    line: int
    name: str
    attributes: Mapping[str, str]
    texts: dict[str, str] = field(default_factory=dict)
    language: str | None = None
    icon_url: str | None = None


class XmltvReader:
    """Takes pieces of a file and gives channels and programmes. Entities are refused, so nothing can expand."""

    def __init__(self, max_bytes: int = MAX_XMLTV_BYTES) -> None:
        self._max_bytes = max_bytes
        self._target = _Target(self._line)
        self._parser = DefusedXMLParser(target=self._target, forbid_entities=True, forbid_external=True)
        self._total_bytes = 0
        self._silent_bytes = 0

    def feed(self, data: bytes) -> Iterator[Found]:
        """Yield what is complete now. Raises InvalidInputError for what is not XMLTV, or too large."""
        self._total_bytes += len(data)
        if self._total_bytes > self._max_bytes:
            raise InvalidInputError(f"the guide is larger than {self._max_bytes // 2**20} MiB")
        before = self._target.events
        self._parse(lambda: self._parser.feed(data))
        self._silent_bytes = 0 if self._target.events != before else self._silent_bytes + len(data)
        if self._silent_bytes > MAX_SILENCE_BYTES:
            raise InvalidInputError("the guide holds a tag or comment that is too long")
        yield from self._target.take()

    def finish(self) -> Iterator[Found]:
        """Yield what is left. Raises InvalidInputError when the file ends early."""
        self._parse(self._parser.close)
        yield from self._target.take()

    def _line(self) -> int:
        return int(self._parser.parser.CurrentLineNumber)

    @staticmethod
    def _parse(step: Callable[[], object]) -> None:
        try:
            step()
        except ParseError as error:
            raise InvalidInputError(f"line {error.position[0]} of the guide is not XML") from None
        except DefusedXmlException:
            raise InvalidInputError("the guide defines entities, which are not read") from None
        except (LookupError, ValueError):
            raise InvalidInputError("the guide's encoding is unknown") from None


class _Target:
    """What the parser calls (`xml.etree.ElementTree.XMLParser`, "target"); keeps one channel or programme at a time."""

    def __init__(self, line: Callable[[], int]) -> None:
        self.events = 0
        self._line = line
        self._depth = 0
        self._element: _Element | None = None
        self._field: str | None = None
        self._found: list[Found] = []

    def take(self) -> list[Found]:
        """Return what was found since this was last asked."""
        found, self._found = self._found, []
        return found

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.events += 1
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise InvalidInputError("the guide is nested too deeply")
        if self._depth == 1 and name != "tv":
            raise InvalidInputError("this is not an XMLTV guide: its root is not <tv>")
        element = self._element
        if self._depth == 2 and name in ("channel", "programme"):
            self._element = _Element(self._line(), name, attributes)
        elif self._depth == 3 and element is not None:
            self._begin_part(element, name, attributes)

    def data(self, text: str) -> None:
        self.events += 1
        if self._field is None or self._element is None:
            return
        held = self._element.texts[self._field]
        if len(held) < MAX_TEXT_LENGTH:
            self._element.texts[self._field] = held + text[: MAX_TEXT_LENGTH - len(held)]

    def end(self, _name: str) -> None:
        self.events += 1
        if self._depth == 3:
            self._field = None
        elif self._depth == 2 and self._element is not None:
            found = _channel(self._element) if self._element.name == "channel" else _programme(self._element)
            self._found.append(found)
            self._element = None
        self._depth -= 1

    def close(self) -> None:
        """There is nothing to give back."""

    def _begin_part(self, element: _Element, name: str, attributes: Mapping[str, str]) -> None:
        if name in FIELDS and name not in element.texts:
            element.texts[name] = ""
            self._field = name
            if name == "title":
                element.language = clean(attributes.get("lang", ""), 16)
        elif name == "icon" and element.icon_url is None:
            element.icon_url = clean(attributes.get("src", ""), MAX_TEXT_LENGTH)


def clean(text: str, longest: int) -> str | None:
    """Return text on one line, without control characters and cut to length; None where nothing is left."""
    printable = text
    if not text.isprintable():
        printable = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(printable.split())[:longest].strip() or None


def _channel(element: _Element) -> Found:
    channel_id = clean(element.attributes.get("id", ""), MAX_ID_LENGTH)
    if channel_id is None:
        return GuideSkip(element.line, "a channel without an id")
    return GuideChannelEntry(
        element.line, channel_id, clean(element.texts.get("display-name", ""), 256), element.icon_url
    )


def _programme(element: _Element) -> Found:
    channel_id = clean(element.attributes.get("channel", ""), MAX_ID_LENGTH)
    if channel_id is None:
        return GuideSkip(element.line, "a programme without a channel")
    starts_at = parse_time(element.attributes.get("start", ""))
    stop = element.attributes.get("stop")
    ends_at = None if stop is None else parse_time(stop)
    title = clean(element.texts.get("title", ""), 512)
    if starts_at is None:
        return GuideSkip(element.line, "the start is no time")
    if stop is not None and (ends_at is None or ends_at <= starts_at):
        return GuideSkip(element.line, "the stop is no time after the start")
    if title is None:
        return GuideSkip(element.line, "no title")
    return ProgrammeEntry(
        line=element.line,
        channel_id=channel_id,
        starts_at=starts_at,
        ends_at=ends_at,
        title=title,
        description=clean(element.texts.get("desc", ""), MAX_TEXT_LENGTH),
        language=element.language,
    )
