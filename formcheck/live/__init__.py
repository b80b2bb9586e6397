"""A set as it is done: from the first picture to the report, without I/O and without a clock."""
