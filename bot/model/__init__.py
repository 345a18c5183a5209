"""What the bot knows: facts, sources and topics, frozen and validated; it imports nothing of the project."""
