"""Plans, progress and comparison over many sets: pure data in, data out."""
