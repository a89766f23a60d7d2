"""A whole province in one command: many laptops, one truth, measured (docs/measurements.md)."""
