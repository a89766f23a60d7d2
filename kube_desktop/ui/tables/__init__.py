"""Tables that serve any record."""
