"""Editors and forms that serve any record."""
