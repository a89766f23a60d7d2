"""What the office sets, and the pack that brings it to the laptops."""
