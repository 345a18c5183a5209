"""What people save for a time without power and internet: one page, one text, nothing to load."""
