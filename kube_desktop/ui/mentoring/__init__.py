"""The parts of the Pendampingan tab."""
