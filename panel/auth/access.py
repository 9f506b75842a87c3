"""Who may come in and stay: answered from memory, which follows the database within a second."""

import asyncio
from datetime import datetime, timedelta

import structlog
from sqlalchemy import bindparam, delete, or_, update

from monitoring.clock import Clock
from monitoring.ports import Principal
from panel.auth.errors import ThrottledError
from panel.auth.image import AccessImage, read_access
from panel.auth.principal import Caller
from panel.auth.secret import MAX_SECRET_LENGTH, digest
from panel.auth.throttle import Throttle, address_key
from panel.db.engine import Database
from panel.db.errors import UNREACHABLE
from panel.db.following import follow
from panel.db.revision import read_revisions
from panel.db.tables import LOGINS

SEEN_INTERVAL_S = 60.0
ON_DEMAND_WAIT_S = 1.0
UNKNOWN_SECRETS_PER_MINUTE = 20

# A dashboard on a wall stays logged in for a month of days; one that was closed for half a day does not.
LOGIN_IDLE = timedelta(hours=12)
LOGIN_LIFETIME = timedelta(days=30)

log = structlog.get_logger(__name__)


class Access:
    """Implements `monitoring.ports.Gatekeeper`.

    Secrets are looked up by their digest, so how long that takes tells nothing about them.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._image = AccessImage()
        self._revision: int | None = None
        self._seen: dict[str, datetime] = {}
        self._seen_unsaved: set[str] = set()
        self._seen_kept_s = clock.monotonic_s()
        self._guesses = Throttle(clock, UNKNOWN_SECRETS_PER_MINUTE)
        self._reading = asyncio.Lock()

    async def load(self) -> None:
        """Read everything. Raises what the database raises."""
        await self.refresh()

    async def refresh(self) -> bool:
        """Read again if something changed, and return whether it did."""
        async with self._reading, self._database.begin() as connection:
            revision = (await read_revisions(connection))["access"]
            if revision == self._revision:
                return False
            self._image = await read_access(connection)
            self._revision = revision
            self._seen = {key: at for key, at in self._seen.items() if key in self._image.logins}
            return True

    async def run(self) -> None:
        """Follow the database for ever, and keep there when each login was last used."""
        await follow("logins and tokens", self._refresh_and_keep, self._clock)

    async def _refresh_and_keep(self) -> None:
        await self.refresh()
        if self._clock.monotonic_s() - self._seen_kept_s >= SEEN_INTERVAL_S:
            await self._keep_seen()
            self._seen_kept_s = self._clock.monotonic_s()

    async def admit(self, token: str | None, cookie: str | None, address: str | None) -> Caller | None:
        """Return who has this token, or else this login's cookie; None refuses."""
        secret = cookie if token is None else token
        if not secret or len(secret) > MAX_SECRET_LENGTH:
            return None
        known = self._by_secret(token, cookie)
        if known is None and await self._refreshed_for(address):
            known = self._by_secret(token, cookie)
        return known

    def still_admitted(self, principal: Principal) -> Caller | None:
        """Return the caller as it is now, None once revoked, expired, disabled or logged out."""
        if not isinstance(principal, Caller):
            return None
        if principal.kind == "token":
            return self._by_token(self._image.token_digests.get(principal.id, ""))
        return self._by_login(principal.login or "")

    async def _refreshed_for(self, address: str | None) -> bool:
        # What is unknown may have been made a moment ago, by another process; whoever guesses does not make us look.
        try:
            self._guesses.take(address_key(address))
            async with asyncio.timeout(ON_DEMAND_WAIT_S):
                return await self.refresh()
        except ThrottledError:
            return False
        except UNREACHABLE as error:
            log.debug("logins and tokens not refreshed on demand", error=type(error).__name__)
            return False

    def _by_secret(self, token: str | None, cookie: str | None) -> Caller | None:
        return self._by_token(digest(token)) if token is not None else self._by_login(digest(cookie or ""))

    def _by_token(self, token_digest: str) -> Caller | None:
        token = self._image.tokens.get(token_digest)
        if token is None or (token.expires_at is not None and token.expires_at <= self._clock.now()):
            return None
        return Caller(token.name, token.role, "token", token.id)

    def _by_login(self, cookie_digest: str) -> Caller | None:
        login = self._image.logins.get(cookie_digest)
        operator = self._image.operators.get(login.operator_id) if login else None
        if login is None or operator is None or not operator.enabled:
            return None
        now = self._clock.now()
        seen_at = max(login.seen_at, self._seen.get(cookie_digest, login.seen_at))
        if now >= login.expires_at or now - seen_at >= LOGIN_IDLE:
            return None
        self._seen[cookie_digest] = now
        self._seen_unsaved.add(cookie_digest)
        return Caller(operator.name, operator.role, "operator", operator.id, cookie_digest)

    async def _keep_seen(self) -> None:
        unsaved, self._seen_unsaved = self._seen_unsaved, set()
        seen = [{"digest": key, "moment": self._seen[key]} for key in unsaved if key in self._seen]
        now = self._clock.now()
        moved = update(LOGINS).where(LOGINS.c.cookie_hash == bindparam("digest")).values(seen_at=bindparam("moment"))
        over = or_(LOGINS.c.expires_at <= now, LOGINS.c.seen_at <= now - LOGIN_IDLE)
        try:
            async with self._database.begin() as connection:
                if seen:
                    await connection.execute(moved, seen)
                await connection.execute(delete(LOGINS).where(over))
        except UNREACHABLE:
            self._seen_unsaved |= unsaved
            raise
