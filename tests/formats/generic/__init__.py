"""Tests of the format generic."""
