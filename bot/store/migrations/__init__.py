"""The history of the tables, as Alembic's scripts; `bot.store.migrating` applies it on start."""
