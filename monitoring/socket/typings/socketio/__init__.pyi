import logging
from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from typing import Any

import engineio
from socketio import exceptions as exceptions
from socketio.async_manager import AsyncManager
from socketio.packet import Packet

class AsyncServer:
    eio: engineio.AsyncServer
    environ: dict[str, Mapping[str, object]]
    manager: AsyncManager
    def __init__(
        self,
        *,
        async_mode: str,
        async_handlers: bool = ...,
        cors_allowed_origins: Callable[[str | None, Mapping[str, object]], bool] | str = ...,
        engineio_logger: logging.Logger = ...,
        http_compression: bool = ...,
        logger: logging.Logger = ...,
        max_http_buffer_size: int = ...,
        namespaces: Sequence[str] = ...,
        ping_interval: float = ...,
        ping_timeout: float = ...,
        serializer: type[Packet] = ...,
    ) -> None: ...
    def on(self, event: str, handler: Callable[..., Awaitable[object]]) -> object: ...
    async def handle_request(
        self,
        scope: MutableMapping[str, object],
        receive: Callable[[], Awaitable[MutableMapping[str, object]]],
        send: Callable[[MutableMapping[str, object]], Awaitable[None]],
    ) -> object: ...
    async def shutdown(self) -> None: ...
    async def emit(self, event: str, data: object = None, *, room: str | None = None) -> None: ...
    async def enter_room(self, sid: str, room: str) -> None: ...
    def _engineio_server_class(self) -> type[engineio.AsyncServer]: ...
    async def _handle_connect(self, eio_sid: str, namespace: str | None, data: object) -> None: ...
    async def _handle_eio_connect(self, eio_sid: str, environ: Mapping[str, object]) -> bool | None: ...
    async def _handle_eio_disconnect(self, eio_sid: str, reason: str) -> None: ...
    async def _handle_eio_message(self, eio_sid: str, data: str | bytes) -> None: ...

class ASGIApp:
    def __init__(self, socketio_server: AsyncServer) -> None: ...
    async def __call__(
        self,
        scope: MutableMapping[str, Any],
        receive: Callable[[], Awaitable[MutableMapping[str, Any]]],
        send: Callable[[MutableMapping[str, Any]], Awaitable[None]],
    ) -> None: ...

class AsyncClient:
    connected: bool
    eio: AsyncEngineClient
    sid: str | None
    def __init__(
        self,
        *,
        handle_sigint: bool = True,
        reconnection: bool = True,
        reconnection_attempts: int = 0,
        reconnection_delay: float = 1,
        reconnection_delay_max: float = 5,
        logger: bool = False,
        engineio_logger: bool = False,
        http_session: object = None,
    ) -> None: ...
    def on(self, event: str, handler: Callable[..., object] | None = None) -> Callable[..., object]: ...
    def event(self, handler: Callable[..., object]) -> Callable[..., object]: ...
    async def connect(
        self,
        url: str,
        *,
        headers: Mapping[str, str] = ...,
        auth: object = None,
        transports: Sequence[str] | None = None,
        socketio_path: str = "socket.io",
        wait: bool = True,
        wait_timeout: float = 1,
        retry: bool = False,
    ) -> None: ...
    async def emit(self, event: str, data: object = None) -> None: ...
    async def call(self, event: str, data: object = None, **options: float) -> Any: ...
    async def wait(self) -> None: ...
    async def disconnect(self) -> None: ...

class AsyncEngineClient:
    def transport(self) -> str: ...
