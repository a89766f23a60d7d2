"""Use cases: the only way from the user interface to data and papers."""
