"""Panes and lines; a widget knows values and messages, never the archive."""
