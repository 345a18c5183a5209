"""The maintainers' workshop: rules for the knowledge files, evaluation, what an edit changes."""
