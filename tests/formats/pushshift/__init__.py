"""Tests of the format pushshift."""
