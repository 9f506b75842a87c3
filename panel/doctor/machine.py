"""The machine: the data directory, room on its disk, open files, ports."""

import os
import resource
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from panel.data_dir import DataDirError, prepare_data_dir
from panel.doctor.finding import Finding, failed, ok, warning
from panel.serving.listener import listen
from panel.settings import Settings

LEAST_FREE_BYTES = 512 * 1024 * 1024
FULL_SHARE = 0.95
LEAST_OPEN_FILES = 4096
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def look_at_machine(settings: Settings, host: str, port: int, *, server_runs: bool) -> Iterator[Finding]:
    """Yield what there is to say of the machine; `server_runs` tells that the ports are rightly taken."""
    yield _permissions(settings.data_dir)
    yield _disk(settings.data_dir)
    yield _open_files()
    for number in dict.fromkeys(filter(None, (port, settings.player_port))):
        yield _port(host, number, server_runs=server_runs)


def _permissions(data_dir: Path) -> Finding:
    check = "permissions"
    if not data_dir.exists():
        return warning(check, f"{data_dir} does not exist yet; the first start makes it")
    try:
        prepare_data_dir(data_dir)
    except DataDirError as error:
        return failed(check, str(error))
    if data_dir.stat().st_mode & OTHERS:
        return warning(check, f"others may look into it: chmod 700 {data_dir}")
    return ok(check, f"{data_dir} is readable, writable and private")


def _disk(data_dir: Path) -> Finding:
    there = next(path for path in (data_dir, *data_dir.parents) if path.exists())
    usage = shutil.disk_usage(there)
    message = f"{usage.free / 2**30:.1f} GiB free where the data directory is"
    tight = usage.free < LEAST_FREE_BYTES or usage.used / usage.total > FULL_SHARE
    return warning("disk", f"{message}: make room") if tight else ok("disk", message)


def _open_files() -> Finding:
    allowed, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    message = f"{allowed} files and connections may be open at once"
    if allowed >= LEAST_OPEN_FILES:
        return ok("open files", message)
    return warning("open files", f"{message}: raise the limit (ulimit -n, LimitNOFILE=), {hard} at most")


def _port(host: str, port: int, *, server_runs: bool) -> Finding:
    try:
        listen(host, port).close()
    except OSError as error:
        if server_runs:
            return ok("port", f"{host} port {port} is taken, as is to be expected while the server runs")
        reason = os.strerror(error.errno) if error.errno else str(error)
        return failed("port", f"{host} port {port}: {reason}; choose another with --port")
    return ok("port", f"{host} port {port} is free")
