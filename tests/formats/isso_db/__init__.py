"""Tests of the format isso-db."""
