"""Schema revisions, run by the program at start."""
