"""Benchmarks: each figure beside the limit it is held against, measured in the same run."""
