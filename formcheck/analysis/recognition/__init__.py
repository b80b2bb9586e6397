"""Which exercise a recording shows, or why it shows none."""
