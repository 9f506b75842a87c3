"""What each sortable field sorts by, as one number a connection."""

from collections.abc import Callable

import numpy as np

from monitoring.columns import Connections
from monitoring.contract.requests import ConnectionSort
from monitoring.interning import ranks
from monitoring.model import CAUSES, NO_CAUSE, UNKNOWN_CAUSE
from monitoring.rates import Floats, Ints


def sort_keys(connections: Connections, sort: ConnectionSort) -> Floats:
    """Return a number for each connection that orders it by a field; NaN where the field is unknown."""
    return _KEYS[sort](connections)


def _text(value: str | None) -> str | None:
    return value


def _number(value: int | None) -> int | None:
    return value


def _counted(column: Ints) -> Floats:
    return np.where(column < 0, np.nan, column.astype(np.float64))


def _by_id(connections: Connections) -> Floats:
    return ranks([identity.id for identity in connections.identities.identity.tolist()])


_KEYS: dict[ConnectionSort, Callable[[Connections], Floats]] = {
    "id": _by_id,
    "lineId": lambda of: of.interners.line.ranks("id", _number)[of.identities.line],
    "username": lambda of: of.interners.username.ranks("text", _text)[of.identities.username],
    "streamId": lambda of: of.interners.stream.ranks("id", _number)[of.identities.stream],
    "streamName": lambda of: of.interners.stream_name.ranks("text", _text)[of.identities.stream_name],
    "streamType": lambda of: of.interners.stream_type.ranks("text", _text)[of.identities.stream_type],
    "protocol": lambda of: of.interners.protocol.ranks("text", _text)[of.identities.protocol],
    "ip": lambda of: of.interners.address.ranks("text", _text)[of.identities.address],
    "country": lambda of: of.interners.place.ranks("country", lambda place: place.country)[of.identities.place],
    "countryCode": lambda of: of.interners.place.ranks("code", lambda place: place.country_code)[of.identities.place],
    "city": lambda of: of.interners.place.ranks("city", lambda place: place.city)[of.identities.place],
    "isp": lambda of: of.interners.place.ranks("isp", lambda place: place.isp)[of.identities.place],
    "asn": lambda of: of.interners.place.ranks("asn", lambda place: place.asn)[of.identities.place],
    "userAgent": lambda of: of.interners.user_agent.ranks("text", _text)[of.identities.user_agent],
    "connectedAt": lambda of: of.identities.connected_at_s,
    # The longest-lived connected first; no need to subtract from now.
    "duration": lambda of: -of.identities.connected_s,
    "bytesTransferred": lambda of: _counted(of.sent_bytes),
    "bitrateBps": lambda of: _counted(of.bitrate_bps),
    "collector": lambda of: of.interners.collector.ranks("text", _text)[of.identities.collector],
    "atRisk": lambda of: np.where(of.cause == UNKNOWN_CAUSE, np.nan, (of.cause != NO_CAUSE).astype(np.float64)),
    "cause": lambda of: ranks([*CAUSES, None])[of.cause],
    "stale": lambda of: of.stale.astype(np.float64),
}
