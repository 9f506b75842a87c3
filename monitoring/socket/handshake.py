"""What a request that opens or upgrades a session tells, read from its ASGI scope (ASGI specification 3.0, HTTP)."""

from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from typing import Protocol, cast

from geo.address import Network, client_address

CONNECTION_EXTENSION = "panel.connection"
PEER_EXTENSION = "panel.peer"
SESSION_COOKIE = "panel_session"

Scope = MutableMapping[str, object]


class Transport(Protocol):
    """The TCP connection below a websocket."""

    def abort(self) -> None: ...

    def get_write_buffer_size(self) -> int: ...

    def is_closing(self) -> bool: ...

    def write(self, data: bytes) -> None: ...


class Connection(Protocol):
    """A websocket as our server shows it, on whose transport whole frames may be written."""

    @property
    def transport(self) -> Transport: ...

    @property
    def takes_deflated(self) -> bool:
        """Whether messages may be deflated as `frames.py` does it."""
        ...

    def is_open(self) -> bool:
        """Tell whether a frame may be written now."""
        ...

    def queued_bytes(self) -> int:
        """Return how much has left this process and was not acknowledged by the far end."""
        ...


class Handshake:
    """One request. `environ["REMOTE_ADDR"]` of the library is always 127.0.0.1; the scope knows better."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    @classmethod
    def of(cls, environ: Mapping[str, object]) -> "Handshake":
        """Return the request that an environment of the library stands for."""
        return cls(cast(Scope, environ["asgi.scope"]))

    @property
    def is_websocket(self) -> bool:
        return self.scope["type"] == "websocket"

    @property
    def tcp_peer(self) -> str | None:
        client = cast(Sequence[object] | None, self.scope.get("client"))
        return str(client[0]) if client else None

    @property
    def extensions(self) -> MutableMapping[str, object]:
        return cast(MutableMapping[str, object], self.scope.setdefault("extensions", {}))

    @property
    def connection(self) -> Connection | None:
        """Return the websocket, if this is one and the server shows it."""
        shown = self.extensions.get(CONNECTION_EXTENSION) if self.is_websocket else None
        return None if shown is None else cast(Connection, shown)

    def address(self, trusted_proxies: Sequence[Network]) -> str | None:
        """Return whose request this is: the TCP peer, unless a trusted proxy names another."""
        return client_address(self.tcp_peer, self._headers(), trusted_proxies)

    @property
    def query(self) -> str:
        return cast(bytes, self.scope.get("query_string", b"")).decode("latin-1")

    def header(self, name: bytes) -> str | None:
        """Return the first header of that (lower case) name."""
        return next((value.decode("latin-1") for key, value in self._headers() if key.lower() == name), None)

    def session_cookie(self) -> str | None:
        """Return the operator's session from the `Cookie` headers (RFC 6265, 4.2)."""
        for key, value in self._headers():
            if key.lower() == b"cookie":
                for pair in value.decode("latin-1").split(";"):
                    name, _, content = pair.strip().partition("=")
                    if name == SESSION_COOKIE:
                        return content.strip('"')
        return None

    def _headers(self) -> Iterable[tuple[bytes, bytes]]:
        return cast(Iterable[tuple[bytes, bytes]], self.scope["headers"])
