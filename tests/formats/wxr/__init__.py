"""Tests of the format wxr."""
