"""Tests of the format imageboard."""
