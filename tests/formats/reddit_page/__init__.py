"""Tests of the format reddit-page."""
