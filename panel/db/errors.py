"""What can be wrong with a database as a whole, and how its absence shows."""

import sqlite3
from importlib import import_module

from sqlalchemy.exc import SQLAlchemyError

# asyncpg carries no types, and SQLAlchemy lets its errors of connecting through as they are.
_asyncpg = import_module("asyncpg")
_POSTGRESQL_ERRORS: tuple[type[Exception], ...] = (_asyncpg.PostgresError, _asyncpg.InterfaceError)

# What using a database raises when it is not there, not one, or not answering (TimeoutError is an OSError).
UNREACHABLE: tuple[type[Exception], ...] = (SQLAlchemyError, OSError, sqlite3.Error, *_POSTGRESQL_ERRORS)


class DatabaseError(Exception):
    """The database cannot be opened; one line for a person, without its password."""
