"""What is measured of a running bot: counts and durations, about no person."""
