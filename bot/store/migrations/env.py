"""Alembic's entry: runs the scripts on the connection that `bot.store.migrating` hands over."""

from alembic import context

from bot.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite can't alter most of a table: it is copied
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
