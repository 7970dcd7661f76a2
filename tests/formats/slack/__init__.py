"""Tests of the format slack."""
