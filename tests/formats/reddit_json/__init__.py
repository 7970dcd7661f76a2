"""Tests of the format reddit-json."""
