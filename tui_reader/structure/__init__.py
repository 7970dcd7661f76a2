"""From lines of plain text to who spoke, where, and answering whom."""
