"""The tables as core statements take them: batches and memory images pay for no objects."""

from sqlalchemy import Table
from sqlmodel import SQLModel

from panel.db.models import (
    Activity,
    BouquetStream,
    Category,
    GuideChannel,
    Line,
    LineBouquet,
    Login,
    Operator,
    Programme,
    Stream,
    Token,
)
from panel.db.service_models import AuditRecord, CollectorRecord, DayTotal, Preference, Revision, UsageCount
from panel.db.stream_models import StreamCheckRecord, StreamHour, StreamStatusRecord


def _table(model: type[SQLModel]) -> Table:
    return SQLModel.metadata.tables[str(model.__tablename__)]


ACTIVITY = _table(Activity)
AUDIT = _table(AuditRecord)
BOUQUET_STREAMS = _table(BouquetStream)
CATEGORIES = _table(Category)
COLLECTORS = _table(CollectorRecord)
DAY_TOTALS = _table(DayTotal)
GUIDE_CHANNELS = _table(GuideChannel)
LINES = _table(Line)
LINE_BOUQUETS = _table(LineBouquet)
LOGINS = _table(Login)
OPERATORS = _table(Operator)
PREFERENCES = _table(Preference)
PROGRAMMES = _table(Programme)
REVISIONS = _table(Revision)
STREAMS = _table(Stream)
STREAM_CHANGES = _table(StreamStatusRecord)
STREAM_CHECKS = _table(StreamCheckRecord)
STREAM_HOURS = _table(StreamHour)
TOKENS = _table(Token)
USAGE = _table(UsageCount)
