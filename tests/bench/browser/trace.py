"""What a trace of Chromium says (the Trace Event Format's complete events, `ph` "X", times in microseconds)."""

import json
from dataclasses import dataclass
from typing import Any

PAGE_THREAD = "CrRendererMain"
CATEGORIES = ["toplevel"]


@dataclass(frozen=True, slots=True)
class LongestTask:
    """The longest of the page's thread: by the clock, and by what it had of a core, which neighbours do not change."""

    wall_ms: float
    cpu_ms: float


def longest_task(trace: bytes) -> LongestTask:
    events: list[dict[str, Any]] = json.loads(trace)["traceEvents"]
    threads = {
        (each["pid"], each["tid"])
        for each in events
        if each["name"] == "thread_name" and each["args"]["name"] == PAGE_THREAD
    }
    tasks = [
        each
        for each in events
        if each["ph"] == "X" and each["name"].endswith("RunTask") and (each["pid"], each["tid"]) in threads
    ]
    wall_us = max((each.get("dur", 0) for each in tasks), default=0)
    cpu_us = max((each.get("tdur", 0) for each in tasks), default=0)
    return LongestTask(wall_us / 1000, cpu_us / 1000)
