"""The demo page: looks like a chat app, and talks with the real bot through the loopback Bot API."""
