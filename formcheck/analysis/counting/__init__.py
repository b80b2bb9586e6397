"""Counting repetitions: while a set is filmed (`rep_counter`), or once it is (`rep_detection`)."""
