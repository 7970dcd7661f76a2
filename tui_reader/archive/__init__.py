"""One SQLite file that holds threads: written a whole source at a time, read without ever being changed.

Invariant: nothing outside this room knows SQLite; every error that leaves it is an `ArchiveError` of `tui_reader.errors`.
"""
