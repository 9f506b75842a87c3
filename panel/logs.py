"""Logging: everything, libraries included, goes to stderr as text or JSON, one event a line, without secrets."""

import logging
import sys
from collections.abc import Mapping, MutableMapping
from datetime import UTC, datetime

import orjson
import structlog

from panel.redaction import HIDDEN, SECRET_NAMES, one_line, traceback_lines
from panel.settings import LogFormat, LogLevel

Event = MutableMapping[str, object]

# These tell every statement and every packet at levels that are useful for the rest.
_TALKATIVE = ("aiosqlite", "asyncio", "sqlalchemy", "alembic", "engineio", "socketio", "websockets")
_MAX_DEPTH = 4


def configure_logs(level: LogLevel, log_format: LogFormat) -> None:
    """Send all logs of this process to stderr; may be called again."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.add_log_level,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(log_format))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(root.level, logging.WARNING))
    logging.captureWarnings(capture=True)


def _formatter(log_format: LogFormat) -> structlog.stdlib.ProcessorFormatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.add_logger_name, structlog.stdlib.add_log_level],
        processors=[
            _add_timestamp,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.StackInfoRenderer(),
            structlog.processors.format_exc_info,
            clean,
            _as_json if log_format == "json" else _as_text,
        ],
    )


def clean(_logger: object, _method: str, event: Event) -> Event:
    """Return the event without secrets: in its message, its values, its traceback."""
    return {
        name: traceback_lines(str(value)) if name in ("exception", "stack") else _cleaned(name, value, 0)
        for name, value in event.items()
    }


def _cleaned(name: str, value: object, depth: int) -> object:
    if name.lower() in SECRET_NAMES and value is not None and name != "username":
        return HIDDEN
    if value is None or isinstance(value, bool | int | float):
        return value
    if depth < _MAX_DEPTH and isinstance(value, Mapping):
        return {one_line(str(key)): _cleaned(str(key), inner, depth + 1) for key, inner in value.items()}
    if depth < _MAX_DEPTH and isinstance(value, list | tuple | set | frozenset):
        return [_cleaned(name, inner, depth + 1) for inner in value]
    return one_line(value if isinstance(value, str) else str(value))


def _add_timestamp(_logger: object, _method: str, event: Event) -> Event:
    record = event.get("_record")
    created = record.created if isinstance(record, logging.LogRecord) else 0.0
    moment = datetime.fromtimestamp(created, UTC)
    event["timestamp"] = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return event


def _as_json(_logger: object, _method: str, event: Event) -> str:
    head = {name: event.pop(name, None) for name in ("timestamp", "level", "logger", "event")}
    return orjson.dumps({**head, **event}, default=str, option=orjson.OPT_NON_STR_KEYS).decode()


def _as_text(_logger: object, _method: str, event: Event) -> str:
    timestamp, level, _, message = (event.pop(name, "") for name in ("timestamp", "level", "logger", "event"))
    below = [line for name in ("stack", "exception") for line in _lines(event.pop(name, ()))]
    fields = "".join(f" {name}={_quoted(value)}" for name, value in event.items())
    return "\n".join((f"{timestamp} {level:<8} {message}{fields}", *(f"    | {line}" for line in below)))


def _lines(value: object) -> list[str]:
    return [str(line) for line in value] if isinstance(value, list) else []


def _quoted(value: object) -> str:
    text = str(value)
    return repr(text) if not text or any(character in text for character in " \"'=") else text
