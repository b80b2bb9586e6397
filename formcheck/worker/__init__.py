"""Analyses sets: each in its own process, under a lease, restarted when the process dies."""
