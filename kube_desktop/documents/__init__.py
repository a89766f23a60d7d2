"""Papers as PDF: frozen content in, bytes out."""
