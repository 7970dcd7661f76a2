"""Tests of the format mastodon-status."""
