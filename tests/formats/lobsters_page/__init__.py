"""Tests of the format lobsters-page."""
