"""Random secrets of 256 bits, and the digest that is kept instead of them.

A plain SHA-256 is enough for what cannot be guessed; passwords go through argon2 (see `panel.auth.passwords`).
"""

import hashlib
import secrets

PREFIX = "ptk_"
MAX_SECRET_LENGTH = 256

_SECRET_BYTES = 32


def new_token() -> str:
    """Return a new access token, `ptk_…`."""
    return PREFIX + secrets.token_urlsafe(_SECRET_BYTES)


def new_cookie() -> str:
    """Return a new value for a login's cookie."""
    return secrets.token_urlsafe(_SECRET_BYTES)


def digest(secret: str) -> str:
    """Return the SHA-256 of a secret in hexadecimal."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
