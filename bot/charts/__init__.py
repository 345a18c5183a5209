"""Pictures of dated figures, each with its date, speaker and source; the only place with matplotlib."""
