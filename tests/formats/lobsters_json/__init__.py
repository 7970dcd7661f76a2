"""Tests of the format lobsters-json."""
