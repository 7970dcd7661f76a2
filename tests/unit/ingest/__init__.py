"""Tests of what sources are unpacked with."""
