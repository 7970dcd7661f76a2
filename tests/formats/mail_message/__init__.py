"""Tests of one format."""
