"""Long campaigns: hours of bad luck in minutes, run by their own command and in slices by tests.

`python -m campaigns mati`, `rahasia` or `gabung`.
"""
