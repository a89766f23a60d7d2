"""Bringing papers to a printer at life size: printers, pages, jobs, test sheet, reading aloud."""
