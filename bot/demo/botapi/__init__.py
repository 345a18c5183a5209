"""A small strict Bot API server on loopback, with the people on its other side; it needs nothing of the bot."""
