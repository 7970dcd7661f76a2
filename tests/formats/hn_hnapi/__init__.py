"""Tests of the format hn-hnapi."""
