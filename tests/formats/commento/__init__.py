"""Tests of the format commento."""
