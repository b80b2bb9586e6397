"""What a person takes away from a set: the report page and the drawing of a signal."""
