"""Dumps of Stack Exchange."""
