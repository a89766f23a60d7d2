"""What comes back from the office, and what the office sends back."""
