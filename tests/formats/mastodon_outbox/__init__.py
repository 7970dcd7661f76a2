"""Tests of the format mastodon-outbox."""
