"""The program without a window: for the office's scripts and for tests."""
