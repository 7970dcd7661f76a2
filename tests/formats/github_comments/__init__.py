"""Tests of the format github-comments."""
