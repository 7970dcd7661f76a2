"""Tests of the format hn-algolia."""
