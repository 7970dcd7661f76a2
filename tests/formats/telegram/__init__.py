"""Tests of the format telegram."""
