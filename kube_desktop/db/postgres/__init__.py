"""The office's database on a PostgreSQL server: the same rules, the same statements (ADR 0017)."""
