"""Tests of the format isso-json."""
