"""Tests of the format lemmy."""
