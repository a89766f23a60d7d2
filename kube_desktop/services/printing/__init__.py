"""Papers as PDF files: gathered from records, laid out by `documents`, named and logged."""
