"""Overlays: sending, printing, help, about."""
