"""Tests of the format jsonl-text."""
