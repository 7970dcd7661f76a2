"""Tests of the format bdfr-json."""
