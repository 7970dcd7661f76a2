"""Tests of tui_reader: units, properties, goldens, pilots and contracts."""
