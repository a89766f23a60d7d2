"""Pengaturan kantor: what every laptop uses, section by section, and the pack that carries it."""
