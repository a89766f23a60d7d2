"""Handovers of aid: the list, the form beside its paper, and what fills the goods table."""
