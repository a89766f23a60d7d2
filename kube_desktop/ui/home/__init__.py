"""The parts of Beranda."""
