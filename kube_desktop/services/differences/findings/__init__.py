"""Readers of findings: one function for each kind, all of them quick over the whole province."""
