"""A report to read and to print: one HTML page without a script, whatever names it holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from panel.api.models.reports import LineReport, StreamReport, UnusedStream, WatchedFigures
from panel.reports.busy import Highest
from panel.reports.period import Stretch

UNKNOWN = "unknown"
STYLE = """
body { font: 14px/1.5 system-ui, sans-serif; color: #111; background: #fff; max-width: 60rem }
body { margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem; margin: 0 }
h2 { font-size: 1.1rem; margin: 2rem 0 0.5rem }
p { margin: 0.25rem 0; color: #444 }
table { border-collapse: collapse; width: 100% }
th, td { text-align: start; padding: 0.25rem 0.5rem; border-bottom: 1px solid #ddd; overflow-wrap: anywhere }
td.n, th.n { text-align: end; font-variant-numeric: tabular-nums }
tr { break-inside: avoid }
"""
BYTE_UNITS = ("B", "kB", "MB", "GB", "TB", "PB")
RATE_UNITS = ("bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a report says; `hours` are those of its stretch."""

    stretch: Stretch
    zone: ZoneInfo
    made_at: datetime
    totals: WatchedFigures
    hours: Mapping[datetime, Highest]
    streams: Sequence[StreamReport]
    lines: Sequence[LineReport]
    unused: Sequence[UnusedStream]


def page(contents: Contents) -> str:
    """Return the page (HTML Living Standard)."""
    begins, ends = (_moment(at, contents.zone) for at in (contents.stretch.begins, contents.stretch.ends))
    title = escape(f"Report, {begins} to {ends}")
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width"><style>' + STYLE + "</style></head><body>"
        f"<h1>Report</h1><p>{escape(begins)} to {escape(ends)}, {escape(str(contents.zone))}. "
        f"Made {escape(_moment(contents.made_at, contents.zone))}.</p>"
        + _section("In all", ("", "Figure"), _totals(contents))
        + _section("Most watched streams", ("Stream", "Watched", "Volume", "Sessions", "Lines"), _streams(contents))
        + _section("Lines", ("Line", "Volume", "Watched", "Sessions", "Streams"), _lines(contents))
        + _section("Streams nobody watched", ("Stream", "Last watched"), _unused(contents))
        + "</body></html>"
    )


def _totals(contents: Contents) -> Iterable[Sequence[str]]:
    totals = contents.totals
    yield "Sessions begun", str(totals.sessions)
    yield "Volume", _volume(totals.bytes_transferred)
    yield "Watched", _duration(totals.watched_s)
    peak = max(contents.hours.items(), key=lambda hour: (hour[1].connections, -hour[0].timestamp()), default=None)
    most = UNKNOWN if peak is None else f"{peak[1].connections}, in the hour from {_moment(peak[0], contents.zone)}"
    yield "Most connections at once", most
    rates = [highest.bandwidth_bps for highest in contents.hours.values() if highest.bandwidth_bps is not None]
    yield "Highest bandwidth", _bandwidth(max(rates, default=None))


def _streams(contents: Contents) -> Iterable[Sequence[str]]:
    for each in contents.streams:
        volume, watched = _volume(each.bytes_transferred), _duration(each.watched_s)
        yield each.stream_name or UNKNOWN, watched, volume, str(each.sessions), str(each.lines)


def _lines(contents: Contents) -> Iterable[Sequence[str]]:
    for each in contents.lines:
        volume, watched = _volume(each.bytes_transferred), _duration(each.watched_s)
        yield each.username or UNKNOWN, volume, watched, str(each.sessions), str(each.streams)


def _unused(contents: Contents) -> Iterable[Sequence[str]]:
    for each in contents.unused:
        last = "never on record" if each.last_watched_at is None else _moment(each.last_watched_at, contents.zone)
        yield each.stream_name, last


def _section(title: str, names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    body = "".join(f"<tr>{_cells('td', row)}</tr>" for row in rows)
    if not body:
        return f"<h2>{escape(title)}</h2><p>None.</p>"
    return f"<h2>{escape(title)}</h2><table><thead><tr>{_cells('th', names)}</tr></thead><tbody>{body}</tbody></table>"


def _cells(tag: str, texts: Sequence[str]) -> str:
    first, *others = (escape(text) for text in texts)
    return f"<{tag}>{first}</{tag}>" + "".join(f'<{tag} class="n">{text}</{tag}>' for text in others)


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def _volume(size_bytes: int) -> str:
    return _scaled(size_bytes, BYTE_UNITS)


def _bandwidth(bandwidth_bps: int | None) -> str:
    return UNKNOWN if bandwidth_bps is None else _scaled(bandwidth_bps, RATE_UNITS)


def _scaled(number: float, units: Sequence[str]) -> str:
    for unit in units[:-1]:
        if number < 1000:
            return f"{number:.3g} {unit}"
        number /= 1000
    return f"{number:.4g} {units[-1]}"


def _duration(duration_s: int) -> str:
    hours, rest_s = divmod(duration_s, 3600)
    return f"{hours} h {rest_s // 60:02} min"
