"""What a process with configured logs writes to stderr."""

import subprocess
import sys

import orjson
import pytest

SPEAKS = """
import logging, sys, warnings
import structlog
from panel.logs import configure_logs
configure_logs(sys.argv[1], sys.argv[2])
log = structlog.get_logger("panel.test")
log.debug("details")
log.info("stream started", stream_id=3, path="/live/bob/canary/3.ts", password="canary", at={"token": "canary"})
log.warning("line\\nbreak \\x1b[31m", agent="VLC\\u2028x" * 300)
logging.getLogger("uvicorn.error").error("GET %s failed", "/bob/canary/3.ts")
logging.getLogger("sqlalchemy.engine").info("SELECT canary")
try:
    raise ValueError("cannot open http://bob:canary@up/\\nERROR injected")
except ValueError:
    log.exception("it failed")
warnings.warn("look out")
"""


def spoken(level: str, log_format: str) -> list[str]:
    command = [sys.executable, "-c", SPEAKS, level, log_format]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout == ""
    return done.stderr.splitlines()


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_secrets_of_ours_and_of_libraries_stay_inside(log_format: str) -> None:
    output = "\n".join(spoken("debug", log_format))
    assert "canary" not in output
    assert "\x1b" not in output
    assert "it failed" in output
    assert "look out" in output


def test_json_is_one_object_a_line_with_time_level_logger_and_fields() -> None:
    events = [orjson.loads(line) for line in spoken("info", "json")]
    started = events[0]
    assert (started["level"], started["logger"], started["event"]) == ("info", "panel.test", "stream started")
    assert started["stream_id"] == 3
    assert started["timestamp"].endswith("Z")
    assert [event["event"] for event in events if event["level"] == "error"] == [
        "GET /***/***/3.ts failed",
        "it failed",
    ]
    assert all(len(event["agent"]) <= 512 for event in events if "agent" in event)


def test_text_is_one_line_an_event_and_tracebacks_cannot_be_mistaken_for_events() -> None:
    lines = spoken("info", "text")
    below = [line for line in lines if line.startswith("    | ")]
    events = [line for line in lines if line not in below]
    assert any("ERROR injected" in line for line in below)
    assert not any(line.startswith("ERROR") for line in lines)
    assert all(line[:4].isdigit() for line in events)
    assert "stream_id=3" in events[0]


def test_the_level_is_heeded() -> None:
    assert not any("stream started" in line for line in spoken("warning", "text"))
    assert any("details" in line for line in spoken("debug", "text"))
