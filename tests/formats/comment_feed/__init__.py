"""Feeds of comments."""
