"""What the bot remembers: preferences, feedback, outcomes and redacted questions, in SQLite or PostgreSQL."""
