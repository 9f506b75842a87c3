"""Readers of a MediaMTX server, by its control API (v3).

Shapes and names are those of `api/openapi.yaml` of MediaMTX 1.20: every list is `{itemCount, pageCount, items}`, ids
are UUIDs, times RFC 3339, volumes bytes since the session began. What a version lacks is unknown: `outboundBytes` and
`user` came with 1.17 (before it `bytesSent`), sessions of HLS with 1.18, `userAgent` with 1.19.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from threading import Lock
from urllib.parse import quote
from uuid import uuid4

import numpy as np

from monitoring.clock import Clock
from monitoring.collectors.keys import KeyBook
from monitoring.collectors.listing import Item, items_of, json_object, pieces_of
from monitoring.errors import CollectorError
from monitoring.model import UNKNOWN_COUNT, Identity, Reading
from monitoring.ports import Directory, Fetch

# What each list holds, as our protocols are named. A protocol that is switched off has no list.
LISTS: Mapping[str, str] = {
    "hlssessions": "hls",
    "rtspsessions": "rtsp",
    "rtspssessions": "rtsps",
    "rtmpconns": "rtmp",
    "rtmpsconns": "rtmps",
    "srtconns": "srt",
    "webrtcsessions": "webrtc",
    "moqsessions": "moq",
}
# Pages are cut from a new state each, so that only a single one is consistent.
WHOLE_LIST = "?page=0&itemsPerPage=1000000"
# What the record of sessions takes. The end is the server's own id, and tells them apart.
LONGEST_ID = 64
READING_STATES = frozenset({"read", None})
SENT_BYTES = ("outboundBytes", "bytesSent")
MOST_BYTES = 2**63


class MediaMtxCollector:
    """Implements `monitoring.ports.Collector`. Who publishes, and what a CDN fetches for many, is no connection."""

    kind = "mediamtx"

    def __init__(self, name: str, fetch: Fetch, directory: Directory, clock: Clock) -> None:
        self.name = name
        self._fetch = fetch
        self._directory = directory
        self._clock = clock
        self._keys = KeyBook()
        self._run = uuid4().hex
        self._one_at_a_time = Lock()

    async def read(self) -> Reading:
        """Ask for all lists at once. Raises CollectorError."""
        info, *bodies = await asyncio.gather(
            self._fetch("/v3/info"), *(self._fetch(f"/v3/{name}/list{WHOLE_LIST}") for name in LISTS)
        )
        taken_s = self._clock.monotonic_s()
        return await asyncio.to_thread(self._alone, info, bodies, taken_s)

    def _alone(self, info: bytes | None, bodies: Sequence[bytes | None], taken_s: float) -> Reading:
        # A reading that was given up because it took too long may still be at work.
        with self._one_at_a_time:
            return self._reading(info, bodies, taken_s)

    def _reading(self, info: bytes | None, bodies: Sequence[bytes | None], taken_s: float) -> Reading:
        if all(body is None for body in bodies):
            raise CollectorError("the server has no list of MediaMTX: is this its control API?")
        keys: list[int] = []
        counted_bytes: list[int] = []
        for protocol, body in zip(LISTS.values(), bodies, strict=True):
            if body is not None:
                listed = self._listed(body, protocol)
                keys += listed[0]
                counted_bytes += listed[1]
        # Should an id be listed twice, what comes last counts.
        increasing, places = np.unique(np.array(keys[::-1], np.int64), return_index=True)
        self._keys.forget_all_but(increasing)
        return Reading(
            collector=self.name,
            epoch=self._epoch(info),
            taken_monotonic_s=taken_s,
            complete=True,
            keys=increasing,
            counted_bytes=np.array(counted_bytes[::-1], np.int64)[places],
            identities=self._keys.identities(),
        )

    def _listed(self, body: bytes, protocol: str) -> tuple[list[int], list[int]]:
        """Return the key of each viewer in a list, and what it was sent."""
        try:
            return self._viewers(pieces_of(body), protocol)
        except CollectorError:
            return self._viewers([items_of(body)], protocol)

    def _viewers(self, pieces: Iterable[Sequence[Item]], protocol: str) -> tuple[list[int], list[int]]:
        keys: list[int] = []
        counted_bytes: list[int] = []
        for items in pieces:
            viewers = [item for item in items if item.get("state") in READING_STATES and item.get("isCDN") is not True]
            names = [str(item["id"]) for item in viewers]
            known = self._keys.keys(names)
            for item, name, key in zip(viewers, names, known, strict=True):
                keys.append(self._keys.remember(name, self._identity(item, protocol)) if key is None else key)
            counted_bytes += _all_sent_bytes(viewers)
        return keys, counted_bytes

    def _epoch(self, info: bytes | None) -> str:
        started = json_object(info).get("started") if info is not None else None
        return f"{self._run} {started}"

    def _identity(self, item: Item, protocol: str) -> Identity:
        username, path = _text(item, "user"), _text(item, "path")
        connected_at = _moment(_text(item, "created"))
        stream = None if path is None else self._directory.stream_named(path)
        return Identity(
            id=f"{self.name}:{item.get('id')}"[-LONGEST_ID:],
            line_id=None if username is None else self._directory.line_id(username),
            username=username,
            stream_id=None if stream is None else stream.id,
            stream_name=path if stream is None else stream.name,
            stream_type="live" if stream is None else stream.type,
            protocol=protocol,
            address=_host(_text(item, "remoteAddr")),
            user_agent=_text(item, "userAgent"),
            connected_at=connected_at,
            connected_monotonic_s=None,
        )


def kick_path(identity: Identity) -> str:
    """Return where a POST ends that connection (1.18 for HLS); answered 404 where it is not listed."""
    name = next(name for name, protocol in LISTS.items() if protocol == identity.protocol)
    return f"/v3/{name}/kick/{quote(identity.id.rpartition(':')[2], safe='')}"


def _all_sent_bytes(items: Sequence[Item]) -> Sequence[int]:
    newest = [item.get(SENT_BYTES[0]) for item in items]
    counts = [count for count in newest if type(count) is int]
    if len(counts) == len(items) and (not counts or (min(counts) >= 0 and max(counts) < MOST_BYTES)):
        return counts
    return [_sent_bytes(item) for item in items]


def _sent_bytes(item: Item) -> int:
    for name in SENT_BYTES:
        found = item.get(name)
        if isinstance(found, int) and 0 <= found < MOST_BYTES:
            return found
    return UNKNOWN_COUNT


def _text(item: Item, name: str) -> str | None:
    found = item.get(name)
    return found if isinstance(found, str) and found else None


def _host(address: str | None) -> str | None:
    return None if address is None else address.rpartition(":")[0].strip("[]") or None


def _moment(text: str | None) -> datetime | None:
    try:
        moment = None if text is None else datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None
