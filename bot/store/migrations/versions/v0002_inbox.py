"""The inbox: updates that wait for their answer, and the replicas that work on them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(16), nullable=False, comment="pending, started, done or aside"),
        sa.Column(
            "owner", sa.String(32), nullable=True, comment="the replica that has it in hand; null: whoever comes"
        ),
        sa.Column("person", sa.String(64), nullable=True, comment="who wrote it; null once done"),
        sa.Column("body", sa.LargeBinary(), nullable=True, comment="sealed; null once done"),
        sa.Column("failures", sa.Integer(), nullable=False, comment="times that handling it raised an error"),
        sa.Column("crashes", sa.Integer(), nullable=False, comment="times that its replica ended while it was handled"),
        sa.Column("error", sa.String(255), nullable=True, comment="kind and place in the code; no text"),
        sa.PrimaryKeyConstraint("update_id", name="pk_inbox"),
    )
    op.create_index("ix_inbox_received_at", "inbox", ["received_at"])
    unfinished = sa.text("body IS NOT NULL")
    op.create_index("ix_inbox_unfinished", "inbox", ["owner"], sqlite_where=unfinished, postgresql_where=unfinished)
    op.create_table(
        "replicas",
        sa.Column("replica", sa.String(32), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("replica", name="pk_replicas"),
    )
