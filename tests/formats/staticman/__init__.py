"""Tests of the format staticman."""
