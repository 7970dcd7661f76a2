"""Tests of the format discord."""
