"""The archive: one SQLite file. Only this room knows SQL; writing and reading never share a connection."""
