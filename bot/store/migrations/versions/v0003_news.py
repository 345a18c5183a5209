"""What is new: when somebody last asked, weekly digests and who gets them, and answers that may be corrected."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "marks",
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False, comment="when the person last asked what is new"),
        sa.PrimaryKeyConstraint("person", name="pk_marks"),
    )
    _create_digests()
    _create_sent_answers()


def _create_digests() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False, comment="the chat's id, sealed"),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("taken", sa.Date(), nullable=False, comment="the last week whose digest is not to be sent any more"),
        sa.Column("told", sa.Date(), nullable=False, comment="the last week whose digest was surely sent"),
        sa.PrimaryKeyConstraint("person", name="pk_subscriptions"),
    )
    op.create_index("ix_subscriptions_taken", "subscriptions", ["taken"])
    op.create_table(
        "issues",
        sa.Column(
            "week", sa.Date(), nullable=False, comment="the Monday on which the digest of the week before is due"
        ),
        sa.Column("changes", sa.JSON(), nullable=False, comment="what it tells"),
        sa.PrimaryKeyConstraint("week", name="pk_issues"),
    )


def _create_sent_answers() -> None:
    op.create_table(
        "editions",
        sa.Column("edition", sa.String(64), nullable=False, comment="a hash of the rest"),
        sa.Column("topic", sa.String(128), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False, comment="what each fact of the answer meant when it was given"),
        sa.PrimaryKeyConstraint("edition", name="pk_editions"),
        comment="what was told, once for all to whom it was; no person stands here",
    )
    op.create_table(
        "sent_answers",
        sa.Column("reply", sa.String(64), nullable=False, comment="the token of the answer"),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False, comment="the ids of the chat and the messages, sealed"),
        sa.Column("chat_kind", sa.String(16), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("edition", sa.String(64), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "held_until",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="until when a process alone corrects it",
        ),
        sa.PrimaryKeyConstraint("reply", name="pk_sent_answers"),
        sa.ForeignKeyConstraint(["edition"], ["editions.edition"], name="fk_sent_answers_edition"),
    )
    for column in ("edition", "person", "sent_at"):
        op.create_index(f"ix_sent_answers_{column}", "sent_answers", [column])
