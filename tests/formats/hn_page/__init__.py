"""Tests of the format hn-page."""
