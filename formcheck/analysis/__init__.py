"""Poses in, report out: numpy only, no I/O."""
