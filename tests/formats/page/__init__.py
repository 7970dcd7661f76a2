"""Tests of saved pages."""
