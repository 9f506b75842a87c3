"""Logging in and out."""

from dataclasses import dataclass, field

from sqlalchemy import delete, select, update
from sqlmodel import col

from monitoring.clock import Clock
from panel.auth.access import LOGIN_LIFETIME, Access
from panel.auth.errors import LoginRefusedError
from panel.auth.passwords import hash_password, verify_password
from panel.auth.principal import Caller
from panel.auth.secret import digest, new_cookie
from panel.auth.throttle import LoginThrottle
from panel.changes import Journal
from panel.db.engine import Database
from panel.db.models import Login, Operator
from panel.db.revision import bump_revision


@dataclass(frozen=True, slots=True)
class OpenLogin:
    """A login just made; `cookie` is told to the browser and kept nowhere."""

    principal: Caller
    cookie: str = field(repr=False)
    max_age_s: int


class Operators:
    """Checks names and passwords, throttled before anything is hashed."""

    def __init__(self, database: Database, clock: Clock, access: Access, journal: Journal) -> None:
        self._database = database
        self._clock = clock
        self._access = access
        self._journal = journal
        self._throttle = LoginThrottle(clock)

    async def authenticate(self, name: str, password: str, address: str | None) -> Caller:
        """Return the enabled operator with this password. Raises LoginRefusedError, ThrottledError."""
        self._throttle.take(name, address)
        async with self._database.session() as session:
            found = (await session.scalars(select(Operator).where(col(Operator.name) == name))).first()
        verdict = await verify_password(found.password_hash if found else None, password)
        if found is None or found.id is None or not found.enabled or not verdict.right:
            self._tell_refusal(found, address)
            raise LoginRefusedError
        self._throttle.succeeded(name, address)
        if verdict.outdated:
            await self._renew_hash(found.id, found.password_hash, password)
        return Caller(found.name, found.role, "operator", found.id)

    async def log_in(self, name: str, password: str, address: str | None) -> OpenLogin:
        """Make a login of its own for each browser. Raises LoginRefusedError, ThrottledError."""
        operator = await self.authenticate(name, password, address)
        cookie, now = new_cookie(), self._clock.now()
        async with self._database.session() as session:
            await bump_revision(session, "access")
            session.add(
                Login(
                    operator_id=operator.id,
                    cookie_hash=digest(cookie),
                    created_at=now,
                    seen_at=now,
                    expires_at=now + LOGIN_LIFETIME,
                )
            )
            await session.commit()
        await self._access.refresh()
        self._journal.record("operator.login", operator.name, operator.name, f"{operator.name} logged in")
        principal = Caller(operator.name, operator.role, "operator", operator.id, digest(cookie))
        return OpenLogin(principal, cookie, int(LOGIN_LIFETIME.total_seconds()))

    async def log_out(self, cookie: str) -> None:
        """End the login with this cookie, if there is one; its sockets lose their place within a tick."""
        async with self._database.begin() as connection:
            await bump_revision(connection, "access")
            await connection.execute(delete(Login).where(col(Login.cookie_hash) == digest(cookie)))
        await self._access.refresh()

    def _tell_refusal(self, found: Operator | None, address: str | None) -> None:
        # An unknown name is not repeated: it may be a password typed into the wrong field.
        name = found.name if found else None
        who = name or "an unknown name"
        message = f"a login as {who} from {address or 'an unknown address'} was refused"
        self._journal.record("operator.refused", None, name, message)

    async def _renew_hash(self, operator_id: int, outdated: str, password: str) -> None:
        renewed = await hash_password(password)
        async with self._database.begin() as connection:
            unchanged = (col(Operator.id) == operator_id, col(Operator.password_hash) == outdated)
            await connection.execute(update(Operator).where(*unchanged).values(password_hash=renewed))
