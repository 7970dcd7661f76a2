"""Tests of the format reddit-gdpr."""
