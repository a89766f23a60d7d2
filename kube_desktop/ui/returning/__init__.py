"""Masukkan pindaian: putting signed papers in, and the tray of what waits."""
