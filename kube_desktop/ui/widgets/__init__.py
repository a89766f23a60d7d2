"""Building blocks of every page; none of them knows a kind of record."""
