"""Tests of the format bluesky."""
