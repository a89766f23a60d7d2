"""Sample data: invented people and groups, the same for the same seed, never sent anywhere real."""
