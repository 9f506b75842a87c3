"""Passwords of operators: argon2id (RFC 9106) with the library's defaults, two at a time, off the event loop.

One hash takes some 60 ms and 64 MiB, so callers stand behind a throttle.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher()
_POOL = ThreadPoolExecutor(2, thread_name_prefix="password")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a password is right, and whether its hash was made with weaker parameters than today's."""

    right: bool
    outdated: bool = False


async def hash_password(password: str) -> str:
    """Return the encoded hash of a password."""
    return await asyncio.get_running_loop().run_in_executor(_POOL, _HASHER.hash, _bytes(password))


async def verify_password(password_hash: str | None, password: str) -> Verdict:
    """Compare a password with a hash; without a hash it takes as long and is wrong."""
    return await asyncio.get_running_loop().run_in_executor(_POOL, _verify, password_hash, _bytes(password))


def _verify(password_hash: str | None, password: bytes) -> Verdict:
    try:
        _HASHER.verify(password_hash or _nobodys_hash(), password)
    except (VerificationError, InvalidHashError):
        return Verdict(right=False)
    if password_hash is None:
        return Verdict(right=False)
    return Verdict(right=True, outdated=_HASHER.check_needs_rehash(password_hash))


@cache
def _nobodys_hash() -> str:
    return _HASHER.hash(b"nobody")


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")
