"""Tests of the format arc."""
