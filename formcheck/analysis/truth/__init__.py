"""What is known of a set beforehand, to compare verdicts with: see `formcheck.evaluation`."""
