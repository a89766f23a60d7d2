"""Sending data to the office as one file, and merging such files there."""
