"""What Alembic runs: the migrations on the connection it is given, in the transaction that is already open."""

from alembic import context
from sqlalchemy import Connection

from panel.db.history_tables import LEDGERS
from panel.db.session_tables import SESSIONS
from panel.db.tables import REVISIONS

connection = context.config.attributes["connection"]
if not isinstance(connection, Connection):
    raise TypeError("migrations run on a connection, by panel.db.migrate.upgrade")

context.configure(
    connection=connection,
    target_metadata=list({table.metadata for table in (LEDGERS, REVISIONS, SESSIONS)}),
    transactional_ddl=True,
    render_as_batch=connection.dialect.name == "sqlite",
)
context.run_migrations()
