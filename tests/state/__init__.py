"""Tests of the reader's own database."""
