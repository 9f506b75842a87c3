"""The two scripts of the README run as printed."""

import asyncio
import re
import sys
from pathlib import Path

import pytest

from tests.fixtures.chromium import node
from tests.fixtures.server import StartServer
from tests.integration.operator import operator_at

ROOT = Path(__file__).parents[2]


def printed(language: str) -> str:
    """Return the only script of that language in the README that opens a socket."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```$", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    (script,) = [block for block in blocks if "dashboard:update" in block]
    return str(script)


@pytest.mark.parametrize(("language", "name"), [("python", "watch.py"), ("js", "watch.mjs")])
async def test_a_script_of_the_readme_prints_ticks(start_panel: StartServer, language: str, name: str) -> None:
    # Beside the front end's packages, where socket.io-client is found.
    script = ROOT / "frontend" / "node_modules" / f".readme-{name}"
    script.write_text(printed(language))
    program = sys.executable if language == "python" else str(node())
    server = start_panel(env={"PANEL_SAMPLE_INTERVAL_S": "1"})
    try:
        async with operator_at(server) as operator:
            process = await asyncio.create_subprocess_exec(
                program, str(script), server.url, operator.token, stdout=asyncio.subprocess.PIPE
            )
            assert process.stdout is not None
            async with asyncio.timeout(15):
                lines = [(await process.stdout.readline()).decode() for _ in range(3)]
            process.kill()
            await process.wait()
    finally:
        script.unlink()
    assert all(re.fullmatch(r"\S+Z 0 connections (0|None|null) bit/s\n", line) for line in lines), lines
