"""Tests of the format discourse."""
