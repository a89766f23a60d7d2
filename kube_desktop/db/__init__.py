"""The database: tables, migrations, change log and merging."""
