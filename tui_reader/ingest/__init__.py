"""From a path to records in an archive: open, recognise, read, write, report."""
