"""`/xmltv.php`: the programme guide of the channels a line may play (https://wiki.xmltv.org/index.php/XMLTVFormat)."""

import asyncio
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping
from html import escape

from panel.catalog import StreamFact
from panel.guide.guide import ChannelGuide, Guide, ProgrammeFact, channel_key
from panel.guide.times import format_time

# What XML 1.0 cannot hold, section 2.2.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tv SYSTEM "xmltv.dtd">\n<tv generator-info-name="panel">\n'


async def guide_file(guide: Guide, streams: Iterable[StreamFact]) -> AsyncIterator[str]:
    """Yield the file in pieces: every channel under the guide id its stream has, then all programmes."""
    by_key = _by_key(streams)
    yield HEAD + "".join(_channel(stream) for same in by_key.values() for stream in same.values())
    async for channel in guide.channels(by_key.keys()):
        guide_ids = by_key[channel.key].keys()
        yield await asyncio.to_thread(_programmes, channel, guide_ids)
    yield "</tv>\n"


def _by_key(streams: Iterable[StreamFact]) -> Mapping[str, Mapping[str, StreamFact]]:
    """Return the first stream of each guide id as it is written, by the key of the guide."""
    found: defaultdict[str, dict[str, StreamFact]] = defaultdict(dict)
    for stream in streams:
        if stream.guide_id:
            found[channel_key(stream.guide_id)].setdefault(stream.guide_id, stream)
    return found


def _channel(stream: StreamFact) -> str:
    icon = f'<icon src="{_text(stream.logo_url)}"/>' if stream.logo_url else ""
    name = f"<display-name>{_text(stream.name)}</display-name>"
    return f'<channel id="{_text(stream.guide_id or "")}">{name}{icon}</channel>\n'


def _programmes(channel: ChannelGuide, guide_ids: Iterable[str]) -> str:
    return "".join(_programme(programme, guide_id) for guide_id in guide_ids for programme in channel.programmes)


def _programme(programme: ProgrammeFact, guide_id: str) -> str:
    language = f' lang="{_text(programme.language)}"' if programme.language else ""
    description = f"<desc{language}>{_text(programme.description)}</desc>" if programme.description else ""
    return (
        f'<programme start="{format_time(programme.starts_at)}" stop="{format_time(programme.ends_at)}" '
        f'channel="{_text(guide_id)}"><title{language}>{_text(programme.title)}</title>{description}</programme>\n'
    )


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("", text))
