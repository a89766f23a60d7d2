"""Rules, values and words of the programme, in plain Python."""
