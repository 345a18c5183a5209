"""The first tables: preferences, feedback, journal, questions, counters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_IDENTITY = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "preferences",
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("language", sa.String(16), nullable=True, comment="null: automatic"),
        sa.PrimaryKeyConstraint("person", name="pk_preferences"),
    )
    _create_feedback()
    _create_journal()
    _create_questions()
    op.create_table(
        "counters",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "name", name="pk_counters"),
    )


def _create_feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", _IDENTITY, nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("reply", sa.String(64), nullable=False, comment="the token of the reply that was rated"),
        sa.Column("topic", sa.String(128), nullable=False),
        sa.Column("chat_kind", sa.String(16), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(16), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
        sa.UniqueConstraint("person", "reply", name="uq_feedback_person_reply"),
    )
    op.create_index("ix_feedback_day", "feedback", ["day"])


def _create_journal() -> None:
    op.create_table(
        "journal",
        sa.Column("id", _IDENTITY, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("decision", sa.String(16), nullable=False),
        sa.Column("topic", sa.String(128), nullable=True),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("chat_kind", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_journal"),
        comment="no person stands here, by design",
    )
    op.create_index("ix_journal_day", "journal", ["day"])


def _create_questions() -> None:
    op.create_table(
        "questions",
        sa.Column("id", _IDENTITY, nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("reply", sa.String(64), nullable=False, comment="the token of the reply that was given"),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False, comment="redacted"),
        sa.Column(
            "likeness", sa.Text(), nullable=False, comment="the words of the text, cleaned: equal for equal questions"
        ),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("topic", sa.String(128), nullable=True, comment="rated, or chosen from what was offered"),
        sa.Column("candidates", sa.JSON(), nullable=False, comment="ids of topics, best first"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
        sa.UniqueConstraint("person", "reply", name="uq_questions_person_reply"),
    )
    op.create_index("ix_questions_created_at", "questions", ["created_at"])
    op.create_index("ix_questions_kind_likeness", "questions", ["kind", "likeness"])
