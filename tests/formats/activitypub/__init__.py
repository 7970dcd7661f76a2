"""Tests of the format activitypub."""
