"""Readers of a MediaMTX server, by its control API (v3).

Shapes and names are those of `api/openapi.yaml` of MediaMTX 1.20: every list is `{itemCount, pageCount, items}`, ids
are UUIDs, times RFC 3339, volumes bytes since the session began. What a version lacks is unknown: `outboundBytes` and
`user` came with 1.17 (before it `bytesSent`), sessions of HLS with 1.18, `userAgent` with 1.19.
"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from threading import Lock
from urllib.parse import quote
from uuid import uuid4

import numpy as np
import orjson

from monitoring.clock import Clock
from monitoring.collectors.keys import KeyBook
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

Item = Mapping[str, object]


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
        counted: dict[int, int] = {}
        identities: dict[int, Identity] = {}
        for protocol, body in zip(LISTS.values(), bodies, strict=True):
            for item in () if body is None else _items(body):
                if item.get("state") not in READING_STATES or item.get("isCDN") is True:
                    continue
                key = self._keys.key(str(item.get("id")))
                counted[key] = _sent_bytes(item)
                identities[key] = self._keys.identity(key) or self._keys.remember(key, self._identity(item, protocol))
        self._keys.forget_all_but(identities)
        keys = np.array(sorted(counted), np.int64)
        return Reading(
            collector=self.name,
            epoch=self._epoch(info),
            taken_monotonic_s=taken_s,
            complete=True,
            keys=keys,
            counted_bytes=np.array([counted[key] for key in keys.tolist()], np.int64),
            identities=identities,
        )

    def _epoch(self, info: bytes | None) -> str:
        started = _object(info).get("started") if info is not None else None
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


def _items(body: bytes) -> Sequence[Item]:
    items = _object(body).get("items")
    if not isinstance(items, list) or not all(isinstance(item, dict) and item.get("id") for item in items):
        raise CollectorError("a list of the server is not one of MediaMTX")
    return items


def _object(body: bytes) -> Item:
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise CollectorError("the server answers something that is not JSON") from None
    if not isinstance(found, dict):
        raise CollectorError("the server answers something else than MediaMTX does")
    return found


def _sent_bytes(item: Item) -> int:
    for name in ("outboundBytes", "bytesSent"):
        found = item.get(name)
        if isinstance(found, int) and 0 <= found < 2**63:
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
