"""Telegram without Telegram: a loopback Bot API server, for tests and for trying the bot."""
