"""Kharkiv bot: cited, dated answers to questions about a city."""

__version__ = "0.1.0"
