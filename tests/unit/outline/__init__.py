"""Tests of the flat outline."""
