"""The tables. A change here needs a new file in `migrations/versions`; a test compares the two."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    }
)


class Moment(TypeDecorator[dt.datetime]):
    """A moment with its zone: kept in UTC, given back in UTC (SQLite itself keeps no zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """Return `value` in UTC; ValueError where it has no zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone: use datetime.now(tz=UTC)")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """Return `value` with the zone UTC."""
        if value is None:
            return None
        moment: dt.datetime = value
        return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)


_IDENTITY = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only in an INTEGER column
_PERSON = String(64)
_REPLY = String(64)
_TOPIC = String(128)
_WORD = String(16)
_REPLICA = String(32)

preferences = Table(
    "preferences",
    metadata,
    Column("person", _PERSON, primary_key=True),
    Column("language", _WORD, nullable=True, comment="null: automatic"),
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", _IDENTITY, primary_key=True),
    Column("person", _PERSON, nullable=False),
    Column("reply", _REPLY, nullable=False, comment="the token of the reply that was rated"),
    Column("topic", _TOPIC, nullable=False),
    Column("chat_kind", _WORD, nullable=False),
    Column("helpful", Boolean, nullable=False),
    Column("reason", _WORD, nullable=True),
    Column("day", Date, nullable=False),
    UniqueConstraint("person", "reply"),
    Index(None, "day"),
)

journal = Table(
    "journal",
    metadata,
    Column("id", _IDENTITY, primary_key=True),
    Column("day", Date, nullable=False),
    Column("decision", _WORD, nullable=False),
    Column("topic", _TOPIC, nullable=True),
    Column("score", Float, nullable=False),
    Column("language", _WORD, nullable=False),
    Column("chat_kind", _WORD, nullable=False),
    Index(None, "day"),
    comment="no person stands here, by design",
)

questions = Table(
    "questions",
    metadata,
    Column("id", _IDENTITY, primary_key=True),
    Column("person", _PERSON, nullable=False),
    Column("reply", _REPLY, nullable=False, comment="the token of the reply that was given"),
    Column("kind", _WORD, nullable=False),
    Column("text", Text, nullable=False, comment="redacted"),
    Column("likeness", Text, nullable=False, comment="the words of the text, cleaned: equal for equal questions"),
    Column("language", _WORD, nullable=False),
    Column("topic", _TOPIC, nullable=True, comment="rated, or chosen from what was offered"),
    Column("candidates", JSON, nullable=False, comment="ids of topics, best first"),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("person", "reply"),
    Index(None, "created_at"),
    Index(None, "kind", "likeness"),
)

counters = Table(
    "counters",
    metadata,
    Column("day", Date, primary_key=True),
    Column("name", _REPLY, primary_key=True),
    Column("count", BigInteger, nullable=False),
)

marks = Table(
    "marks",
    metadata,
    Column("person", _PERSON, primary_key=True),
    Column("day", Date, nullable=False, comment="when the person last asked what is new"),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("person", _PERSON, primary_key=True),
    Column("address", LargeBinary, nullable=False, comment="the chat's id, sealed"),
    Column("language", _WORD, nullable=False),
    Column("taken", Date, nullable=False, comment="the last week whose digest is not to be sent any more"),
    Column("told", Date, nullable=False, comment="the last week whose digest was surely sent"),
    Index(None, "taken"),
)

issues = Table(
    "issues",
    metadata,
    Column("week", Date, primary_key=True, comment="the Monday on which the digest of the week before is due"),
    Column("changes", JSON, nullable=False, comment="what it tells"),
)

sent_answers = Table(
    "sent_answers",
    metadata,
    Column("reply", _REPLY, primary_key=True, comment="the token of the answer"),
    Column("person", _PERSON, nullable=False),
    Column("address", LargeBinary, nullable=False, comment="the ids of the chat and the messages, sealed"),
    Column("chat_kind", _WORD, nullable=False),
    Column("language", _WORD, nullable=False),
    Column("edition", _REPLY, ForeignKey("editions.edition"), nullable=False),
    Column("sent_at", Moment, nullable=False),
    Column("held_until", Moment, nullable=True, comment="until when a process alone corrects it"),
    Index(None, "edition"),
    Index(None, "person"),
    Index(None, "sent_at"),
)

editions = Table(
    "editions",
    metadata,
    Column("edition", _REPLY, primary_key=True, comment="a hash of the rest"),
    Column("topic", _TOPIC, nullable=False),
    Column("facts", JSON, nullable=False, comment="what each fact of the answer meant when it was given"),
    comment="what was told, once for all to whom it was; no person stands here",
)

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("received_at", Moment, nullable=False),
    Column("state", _WORD, nullable=False, comment="pending, started, done or aside"),
    Column("owner", _REPLICA, nullable=True, comment="the replica that has it in hand; null: whoever comes"),
    Column("person", _PERSON, nullable=True, comment="who wrote it; null once done"),
    Column("body", LargeBinary, nullable=True, comment="sealed; null once done"),
    Column("failures", Integer, nullable=False, comment="times that handling it raised an error"),
    Column("crashes", Integer, nullable=False, comment="times that its replica ended while it was handled"),
    Column("error", String(255), nullable=True, comment="kind and place in the code; no text"),
    Index(None, "received_at"),
)
# Of unfinished updates only in PostgreSQL, too, as its script says; to say it here loads that dialect everywhere.
Index("ix_inbox_unfinished", inbox.c.owner, sqlite_where=inbox.c.body.is_not(None))

WIPED = {"body": None, "person": None, "owner": None}
"""What a row of the inbox loses once it is done."""

replicas = Table(
    "replicas",
    metadata,
    Column("replica", _REPLICA, primary_key=True),
    Column("seen_at", Moment, nullable=False),
)
