"""How uvicorn is set up: nothing compressed for one socket, no names of ours in headers, no proxy believed unasked."""

import asyncio
from typing import cast

import uvicorn
from starlette.types import ASGIApp
from uvicorn._types import ASGIApplication

from panel.serving.listener import BACKLOG
from panel.serving.protocol import HttpProtocol, WebSocketProtocol

SOCKET_FRAME_LIMIT_BYTES = 65_536


def build_config(
    app: ASGIApp,
    *,
    http: type[asyncio.Protocol] = HttpProtocol,
    ws: type[asyncio.Protocol] = WebSocketProtocol,
    with_lifespan: bool = True,
) -> uvicorn.Config:
    """Return the configuration to give to `Server`; addresses come from the sockets handed to `Server.serve`.

    WebSockets are not pinged: Engine.IO, the only protocol on them, does that itself.

    `scope["client"]` is always the TCP peer: forwarded headers are read where trusted proxies are known.
    uvicorn's own messages below warnings are left out, because they hold request addresses with secrets in them.
    """
    return uvicorn.Config(
        cast(ASGIApplication, app),
        http=http,
        ws=ws,
        ws_max_size=SOCKET_FRAME_LIMIT_BYTES,
        ws_per_message_deflate=False,
        ws_ping_interval=None,
        lifespan="on" if with_lifespan else "off",
        log_config=None,
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        forwarded_allow_ips="",
        server_header=False,
        backlog=BACKLOG,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=1,
        workers=1,
    )
