"""The servers that are compared: ours, the least a server can do, and what others run."""

import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.delivery.processes import module, next_line, running

HERE = Path(__file__).parent
START_S = 10.0

NGINX_CONFIGURATION = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; worker_processes 1; worker_rlimit_nofile 16384;
events {{ worker_connections 8192; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    location / {{ proxy_pass http://127.0.0.1:{source_port}/channel.ts; proxy_buffering off; }}
  }}
}}
"""


@dataclass(frozen=True, slots=True)
class Running:
    pid: int
    port: int


@dataclass(frozen=True, slots=True)
class Contender:
    """`start(source_port, viewers)` runs it for a while; where `missing` is not None it cannot, and this is why."""

    name: str
    start: Callable[[int, int], AbstractContextManager[Running]]
    missing: str | None = None


def contenders(folder: Path) -> list[Contender]:
    """Return all of them; what they need is put into `folder`, which has to last as long as they."""
    return [
        Contender("gateway", lambda source, viewers: _announced(module("gateway", source, viewers))),
        _sender(folder),
        _from_path("nginx", "nginx proxy_pass", lambda program, source: _nginx(program, source, folder)),
        _from_path("node", "node, relay each", lambda program, source: _announced([program, _RELAY, str(source)])),
    ]


_RELAY = str(HERE / "relay.mjs")


def _from_path(program: str, name: str, start: Callable[[str, int], AbstractContextManager[Running]]) -> Contender:
    found = shutil.which(program)
    missing = None if found else f"{program} is not on PATH"
    return Contender(name, lambda source, _viewers: start(found or program, source), missing)


def _sender(folder: Path) -> Contender:
    program, compiler = str(folder / "sender"), shutil.which("cc")
    if compiler:
        subprocess.run([compiler, "-O2", "-o", program, str(HERE / "sender.c")], check=True)
    missing = None if compiler else "no C compiler (cc) on PATH"
    return Contender("C epoll sender", lambda source, _viewers: _announced([program, str(source)]), missing)


@contextmanager
def _announced(command: Sequence[str]) -> Iterator[Running]:
    with running(command) as process:
        yield Running(process.pid, int(next_line(process)))


@contextmanager
def _nginx(program: str, source_port: int, folder: Path) -> Iterator[Running]:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = int(taken.getsockname()[1])
    configuration = folder / "nginx.conf"
    configuration.write_text(NGINX_CONFIGURATION.format(folder=folder, port=port, source_port=source_port))
    with running([program, "-c", str(configuration), "-e", str(folder / "nginx.log")]) as process:
        _wait_until_open(port)
        yield Running(process.pid, port)


def _wait_until_open(port: int) -> None:
    until_s = time.monotonic() + START_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionRefusedError:
            if time.monotonic() > until_s:
                raise
            time.sleep(0.05)
