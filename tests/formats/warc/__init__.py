"""Tests of the format warc."""
