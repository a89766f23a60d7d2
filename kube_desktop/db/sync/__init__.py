"""Change log, capture and merge: how many laptops become one truth (docs/exchange.md)."""
