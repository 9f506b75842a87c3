"""`/get.php`: everything a line may play, as M3U (https://github.com/kodi-pvr/pvr.iptvsimple, "M3U format")."""

from collections.abc import Iterator, Mapping

from panel.catalog import LineFact, StreamFact
from panel.xtream.offer import WITHOUT_CATEGORY_NAME, Offer
from panel.xtream.site import Site

ENTRIES_AT_ONCE = 500
# What players call the two ways of getting a live stream.
OUTPUTS = {"hls": "m3u8", "m3u8": "m3u8", "ts": "ts", "mpegts": "ts"}


def playlist(site: Site, line: LineFact, offer: Offer, output: str, *, plus: bool) -> Iterator[str]:
    """Yield the playlist in pieces; `plus` adds guide id, logo and category of each entry, and the guide's address."""
    if not plus:
        yield "#EXTM3U\n"
        yield from _pieces(f"#EXTINF:-1,{_line(s.name)}\n{site.stream(line, s, output)}\n" for s in offer.streams)
        return
    groups = {category_id: name for kind in ("live", "movie", "series") for category_id, name in offer.categories(kind)}
    yield f'#EXTM3U x-tvg-url="{site.guide(line)}"\n'
    yield from _pieces(f"{_described(s, groups)}\n{site.stream(line, s, output)}\n" for s in offer.streams)


def _described(stream: StreamFact, groups: Mapping[int, str]) -> str:
    group = WITHOUT_CATEGORY_NAME if stream.category_id is None else groups.get(stream.category_id, "")
    attributes = {
        "tvg-id": stream.guide_id or "",
        "tvg-name": stream.name,
        "tvg-logo": stream.logo_url or "",
        "group-title": group,
    }
    described = " ".join(f'{name}="{_attribute(value)}"' for name, value in attributes.items())
    return f"#EXTINF:-1 {described},{_line(stream.name)}"


def _pieces(entries: Iterator[str]) -> Iterator[str]:
    held: list[str] = []
    for entry in entries:
        held.append(entry)
        if len(held) == ENTRIES_AT_ONCE:
            yield "".join(held)
            held.clear()
    yield "".join(held)


def _attribute(text: str) -> str:
    # M3U has no way to write a quote inside quotes.
    return _line(text).replace('"', "'")


def _line(text: str) -> str:
    return " ".join(text.split())
