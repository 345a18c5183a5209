"""The Telegram face: updates in, messages out."""
