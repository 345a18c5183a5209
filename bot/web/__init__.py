"""The doors through which Telegram's updates come in, by webhook or polling, and the health of the service."""
