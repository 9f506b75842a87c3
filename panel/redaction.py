"""Takes secrets and control characters out of text that leaves the process: logs and the errors in them.

It hides rather too much than too little. The patterns may read a text once for each of its characters, so what they
are given is bounded.
"""

import re

HIDDEN = "***"
MAX_FIELD_LENGTH = 512
MAX_TRACEBACK_LENGTH = 16_384
MAX_READ_LENGTH = 2048

SECRET_NAMES = frozenset(
    {
        *("username", "user", "password", "passwd", "pass", "pwd"),
        *("token", "access_token", "secret", "api_key", "apikey", "auth", "cookie", "authorization"),
    }
)

_NAMES = "|".join(sorted(SECRET_NAMES, key=len, reverse=True))
_QUOTED = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'"

_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), shown)
    for pattern, shown in (
        # Cookie and Authorization, as a header line or as a pair of an ASGI scope.
        (r"((?:cookie|authorization)[\"']?\s*[:=,]\s*)[^\r\n]+", rf"\1{HIDDEN}"),
        (r"(panel_session=)[^;\s]+", rf"\1{HIDDEN}"),
        (r"ptk_[\w-]+", f"ptk_{HIDDEN}"),
        (r"(\bbearer\s+)\S+", rf"\1{HIDDEN}"),
        # user:password@host; a password may hold a slash, a user without password may not.
        (r"(://)(?:[^\s@/:]*:[^\s@]*|[^\s@/?#]*)@", rf"\1{HIDDEN}@"),
        # Players' addresses, the long forms and the short one: /username/password/id or id.ext
        (r"(/(?:live|movie|series|timeshift|streaming)/)[^/\s]+/[^/\s]+", rf"\1{HIDDEN}/{HIDDEN}"),
        (r"(/hls/)[^/\s]+(?=/)", rf"\1{HIDDEN}"),
        (r"((?:^|[\s\"'=(<,]|://[^/\s]*)/)[^/\s]+/[^/\s]+(?=/\d+(?:\.\w+)?(?:$|[^\w/.]))", rf"\1{HIDDEN}/{HIDDEN}"),
        # username=…&password=…, and the same in JSON or a dict's text.
        (rf"(?<![\w-])((?:{_NAMES})=)(?:{_QUOTED}|[^&\s]+)", rf"\1{HIDDEN}"),
        (rf"([\"'](?:{_NAMES})[\"']\s*:\s*)(?:{_QUOTED})", rf"\1'{HIDDEN}'"),
    )
)
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def redact(text: str) -> str:
    """Return the text with all that looks like a password, a token or a cookie hidden; of a long one the start."""
    kept = text if len(text) <= MAX_READ_LENGTH else _whole_words(text[:MAX_READ_LENGTH])
    for pattern, shown in _PATTERNS:
        kept = pattern.sub(shown, kept)
    return kept


def one_line(text: str) -> str:
    """Return the text without secrets, on one line, control characters spelt out, at most 512 characters."""
    shown = _UNPRINTABLE.sub(_spelt_out, redact(text))
    return shown if len(shown) <= MAX_FIELD_LENGTH else f"{shown[: MAX_FIELD_LENGTH - 1]}…"


def traceback_lines(text: str) -> list[str]:
    """Return the lines of a traceback without secrets or control characters; of a long one the end."""
    kept = text if len(text) <= MAX_TRACEBACK_LENGTH else text[-MAX_TRACEBACK_LENGTH:].partition("\n")[2]
    return [_UNPRINTABLE.sub(_spelt_out, redact(line)) for line in kept.split("\n")]


def _whole_words(cut: str) -> str:
    # Half a secret would not be recognised as one.
    return f"{' '.join(cut.rsplit(None, 1)[:-1])} …"


def _spelt_out(match: re.Match[str]) -> str:
    return match.group().encode("unicode_escape").decode("ascii")
