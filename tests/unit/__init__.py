"""Tests of the small rooms without a folder of their own."""
